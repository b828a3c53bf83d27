package dev.turnup.api.security;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.api.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers 401 with the challenge of RFC 6750. Spring's own would name an address of metadata (RFC
 * 9728) with every refusal, and we serve none.
 */
final class MissingCredentials implements AuthenticationEntryPoint {

  private final ProblemWriter problems;

  MissingCredentials(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(refused));
    problems.write(response, ProblemCode.UNAUTHORIZED_REQUEST);
  }

  private static String challenge(AuthenticationException refused) {
    // The type makes sure that the words fit into quotes.
    return refused instanceof OAuth2AuthenticationException token
            && token.getError() instanceof BearerTokenError error
        ? "Bearer error=\"%s\", error_description=\"%s\""
            .formatted(error.getErrorCode(), error.getDescription())
        : "Bearer";
  }
}
