package dev.turnup.worker;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Nothing of the worker but health is answered without a token. For the process only: in standalone
 * the api is the one who lets people in.
 */
@Configuration(proxyBeanMethods = false)
class WorkerSecurity {

  private static final Logger log = LoggerFactory.getLogger(WorkerSecurity.class);

  /** What is read without a token, by probes. */
  private static final String[] OPEN = {"/actuator/health", "/actuator/health/**"};

  /** As at the api. */
  private static final String COME_BACK_AFTER_SECONDS = "5";

  /** The scope that reading metrics takes, as at the api. */
  private static final String METRICS = "SCOPE_metrics:read";

  @Bean
  SecurityFilterChain metrics(
      HttpSecurity http,
      OAuth2ResourceServerProperties expected,
      ObjectProvider<JwtDecoder> decoder)
      throws Exception {
    JwtDecoder knownTokens = decoder.getIfAvailable();
    if (knownTokens == null) {
      log.info(
          "Metrics are shown to nobody: none of issuer-uri, jwk-set-uri and public-key-location is"
              + " set under spring.security.oauth2.resourceserver.jwt");
    } else {
      requireAudience(expected.getJwt().getAudiences());
      http.addFilter(bearerTokens(knownTokens));
    }
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, OPEN)
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, OPEN)
                    .permitAll()
                    .anyRequest()
                    .hasAuthority(METRICS))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(unauthorized()).accessDeniedHandler(forbidden()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /** As at the api: without one Spring would let in whatever the issuer has signed. */
  private static void requireAudience(List<String> audiences) {
    if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
      throw new IllegalStateException(
          "Tokens that are meant for others would be let in: audiences is %s under"
                  .formatted(audiences)
              + " spring.security.oauth2.resourceserver.jwt (expected: who we are; set"
              + " TURNUP_AUDIENCE, or leave it out for turnup)");
    }
  }

  /** Access tokens of RFC 9068 name their type; older issuers write JWT or nothing. */
  @Bean
  JwtTypeValidator tokenTypes() {
    JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    types.setAllowEmpty(true);
    return types;
  }

  /** Not by Spring's configurer, which would also serve metadata (RFC 9728) to everybody. */
  private static BearerTokenAuthenticationFilter bearerTokens(JwtDecoder decoder) {
    BearerTokenAuthenticationFilter filter =
        new BearerTokenAuthenticationFilter(
            new ProviderManager(new JwtAuthenticationProvider(knowing(decoder))));
    filter.setAuthenticationEntryPoint(unauthorized());
    filter.setAuthenticationFailureHandler(refusing());
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
  private static AuthenticationFailureHandler refusing() {
    AuthenticationEntryPoint unauthorized = unauthorized();
    return (request, response, refused) -> {
      if (refused instanceof AuthenticationServiceException) {
        log.warn("Tokens cannot be checked: {}", why(refused).toString());
        response.setHeader(HttpHeaders.RETRY_AFTER, COME_BACK_AFTER_SECONDS);
        Refusal.SERVICE_UNAVAILABLE.write(response);
      } else {
        unauthorized.commence(request, response, refused);
      }
    };
  }

  private static Throwable why(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : why(cause);
  }

  private static AuthenticationEntryPoint unauthorized() {
    return (request, response, refused) -> {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          refused instanceof OAuth2AuthenticationException
              ? "Bearer error=\"invalid_token\""
              : "Bearer");
      Refusal.UNAUTHORIZED_REQUEST.write(response);
    };
  }

  private static AccessDeniedHandler forbidden() {
    BearerTokenAccessDeniedHandler challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, refused) -> {
      challenge.handle(request, response, refused);
      Refusal.FORBIDDEN_RESOURCE.write(response);
    };
  }
}
