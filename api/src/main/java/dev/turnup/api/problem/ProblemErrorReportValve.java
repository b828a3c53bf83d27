package dev.turnup.api.problem;

import dev.turnup.workflows.operation.CorrelationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last resort: requests that Tomcat itself refuses, such as a malformed request line, reach no
 * filter. Public because Tomcat instantiates it by its name.
 */
public class ProblemErrorReportValve extends ErrorReportValve {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (!response.containsHeader(CorrelationId.HEADER)) {
      response.setHeader(CorrelationId.HEADER, correlationId(request).value());
    }
    ProblemCode code = Problems.codeOf(HttpStatusCode.valueOf(status));
    Problem problem = Problem.of(code, code == ProblemCode.BAD_REQUEST ? detail(request) : null);
    try {
      response.setStatus(problem.status());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getOutputStream().write(JSON.writeValueAsBytes(problem));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // The caller has gone, or part of an answer is out: nothing can be added to it.
      getContainer().getLogger().debug("no problem could be reported", e);
    }
  }

  private static @Nullable String detail(Request request) {
    String path = request.getRequestURI();
    return path == null ? null : PathRules.complaint(path);
  }

  /** The caller's, if Tomcat got as far as to read it. */
  private static CorrelationId correlationId(Request request) {
    return Optional.ofNullable(request.getHeader(CorrelationId.HEADER))
        .flatMap(CorrelationId::parse)
        .orElseGet(() -> CorrelationId.of(UUID.randomUUID()));
  }
}
