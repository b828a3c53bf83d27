package dev.turnup.worker;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What those are answered who are not let in, as at the api. */
enum Refusal {
  UNAUTHORIZED_REQUEST(HttpStatus.UNAUTHORIZED, "Missing credentials"),
  FORBIDDEN_RESOURCE(HttpStatus.FORBIDDEN, "Request forbidden by administrative rules"),
  SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Service temporarily unavailable");

  private final HttpStatus status;
  private final String title;

  Refusal(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  void write(HttpServletResponse response) throws IOException {
    String type = "urn:turnup:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    String problem =
        "{\"code\":\"%s\",\"title\":\"%s\",\"status\":%d,\"type\":\"%s\"}"
            .formatted(name(), title, status.value(), type);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
  }
}
