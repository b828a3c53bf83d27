package dev.turnup.api.security;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.api.problem.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Lets in whoever has a valid token. Not by Spring's configurer, which would also serve metadata
 * (RFC 9728) to everybody.
 */
final class BearerTokens {

  private static final Logger log = LoggerFactory.getLogger(BearerTokens.class);

  private BearerTokens() {}

  static BearerTokenAuthenticationFilter filter(
      JwtDecoder decoder, SecuritySettings settings, ProblemWriter problems) {
    JwtAuthenticationConverter partners = new JwtAuthenticationConverter();
    partners.setPrincipalClaimName(settings.partnerClaim());
    JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(knowing(decoder));
    tokens.setJwtAuthenticationConverter(partners);
    BearerTokenAuthenticationFilter filter =
        new BearerTokenAuthenticationFilter(new ProviderManager(tokens));
    MissingCredentials unauthorized = new MissingCredentials(problems);
    filter.setAuthenticationEntryPoint(unauthorized);
    filter.setAuthenticationFailureHandler(refusing(unauthorized, problems));
    return filter;
  }

  /** One that cannot learn of its issuer's keys says so as it does of keys that it lost. */
  private static JwtDecoder knowing(JwtDecoder decoder) {
    return token -> {
      try {
        return decoder.decode(token);
      } catch (JwtDecoderInitializationException silence) {
        throw new JwtException("nothing is known of the issuer", silence);
      }
    };
  }

  /** A token that could not be checked is neither valid nor bad: whoever sent it may ask again. */
  private static AuthenticationFailureHandler refusing(
      MissingCredentials unauthorized, ProblemWriter problems) {
    return (request, response, refused) -> {
      if (refused instanceof AuthenticationServiceException) {
        log.warn(
            "Answering SERVICE_UNAVAILABLE, as tokens cannot be checked: {}",
            why(refused).toString());
        problems.write(response, ProblemCode.SERVICE_UNAVAILABLE);
      } else {
        unauthorized.commence(request, response, refused);
      }
    };
  }

  private static Throwable why(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : why(cause);
  }
}
