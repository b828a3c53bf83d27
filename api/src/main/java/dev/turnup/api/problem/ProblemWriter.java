package dev.turnup.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is at hand: in filters and in security. */
@Component
public class ProblemWriter {

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with the code's status. Headers that are set already stay. */
  public void write(HttpServletResponse response, ProblemCode code) throws IOException {
    write(response, code, null);
  }

  /** Answers with the code's status and words on this very case. A 503 says when to come back. */
  public void write(HttpServletResponse response, ProblemCode code, @Nullable String detail)
      throws IOException {
    response.setStatus(code.status().value());
    if (code == ProblemCode.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Refusal.COME_BACK_AFTER_SECONDS);
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.getOutputStream().write(json.writeValueAsBytes(Problem.of(code, detail)));
  }
}
