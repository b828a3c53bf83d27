package dev.turnup.worker;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Nothing of the worker but health is answered without a token. For the process only: in standalone
 * the api is the one who lets people in.
 */
@Configuration(proxyBeanMethods = false)
class WorkerSecurity {

  private static final Logger log = LoggerFactory.getLogger(WorkerSecurity.class);

  /** What is read without a token, by probes. */
  private static final String[] OPEN = {"/actuator/health", "/actuator/health/**"};

  /** The scope that reading metrics takes, as at the api. */
  private static final String METRICS = "SCOPE_metrics:read";

  /** What the api answers. */
  private static final String UNAUTHORIZED =
      """
      {"code":"UNAUTHORIZED_REQUEST","title":"Missing credentials","status":401,\
      "type":"urn:turnup:problem:unauthorized-request"}""";

  /** What the api answers. */
  private static final String FORBIDDEN =
      """
      {"code":"FORBIDDEN_RESOURCE","title":"Request forbidden by administrative rules","status":403,\
      "type":"urn:turnup:problem:forbidden-resource"}""";

  @Bean
  SecurityFilterChain metrics(HttpSecurity http, ObjectProvider<JwtDecoder> decoder)
      throws Exception {
    JwtDecoder knownTokens = decoder.getIfAvailable();
    if (knownTokens == null) {
      log.info(
          "Metrics are shown to nobody: none of issuer-uri, jwk-set-uri and public-key-location is"
              + " set under spring.security.oauth2.resourceserver.jwt");
    } else {
      http.addFilter(bearerTokens(knownTokens));
    }
    return http.authorizeHttpRequests(
            requests ->
                requests
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
            new ProviderManager(new JwtAuthenticationProvider(decoder)));
    filter.setAuthenticationEntryPoint(unauthorized());
    return filter;
  }

  private static AuthenticationEntryPoint unauthorized() {
    return (request, response, refused) -> {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          refused instanceof OAuth2AuthenticationException
              ? "Bearer error=\"invalid_token\""
              : "Bearer");
      write(response, HttpServletResponse.SC_UNAUTHORIZED, UNAUTHORIZED);
    };
  }

  private static AccessDeniedHandler forbidden() {
    BearerTokenAccessDeniedHandler challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, refused) -> {
      challenge.handle(request, response, refused);
      write(response, HttpServletResponse.SC_FORBIDDEN, FORBIDDEN);
    };
  }

  private static void write(HttpServletResponse response, int status, String problem)
      throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
  }
}
