package dev.turnup.api.security;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.api.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Nothing but health and the description of the API is answered without a token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

  /** What is read without a token: health and the description of the API. */
  private static final String[] OPEN = {
    "/actuator/health",
    "/actuator/health/**",
    "/openapi",
    "/openapi/**",
    "/openapi.yaml",
    "/swagger-ui.html",
    "/swagger-ui/**"
  };

  /** What any valid token may read. */
  private static final String[] PUBLISHED = {"/v3/codes", "/v3/schemas/**"};

  /** Where operations are looked up; by other methods they are changed. */
  private static final String OPERATIONS = "/v3/operations/**";

  /** The scope that starting and cancelling operations takes. */
  private static final String WRITE = "SCOPE_services:write";

  /** The scope that looking operations up takes. */
  private static final String READ = "SCOPE_operations:read";

  /** The scope that systems need to report by themselves. */
  static final String EVENTS = "SCOPE_events:write";

  /** The scope that reading metrics takes. */
  private static final String METRICS = "SCOPE_metrics:read";

  /** A partner's name is shown in the Temporal UI, and searched for there. */
  private static final Pattern PARTNER = Pattern.compile("[\\p{Alnum}._:@/|-]{1,100}");

  @Bean
  SecurityFilterChain api(
      HttpSecurity http,
      SecuritySettings settings,
      ProblemWriter problems,
      OAuth2ResourceServerProperties expected,
      ObjectProvider<JwtDecoder> decoder)
      throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, OPEN)
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, OPEN)
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasAuthority(METRICS)
                    .requestMatchers("/systems/**")
                    .hasAuthority(EVENTS)
                    .requestMatchers(HttpMethod.GET, PUBLISHED)
                    .authenticated()
                    .requestMatchers(HttpMethod.HEAD, PUBLISHED)
                    .authenticated()
                    .requestMatchers(HttpMethod.GET, OPERATIONS)
                    .hasAuthority(READ)
                    .requestMatchers(HttpMethod.HEAD, OPERATIONS)
                    .hasAuthority(READ)
                    .requestMatchers("/v3/**")
                    .hasAuthority(WRITE)
                    .anyRequest()
                    .authenticated())
        .addFilter(BearerTokens.filter(known(decoder, expected), settings, problems))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(new MissingCredentials(problems))
                    .accessDeniedHandler(forbidden(problems)))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
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

  @Bean
  OAuth2TokenValidator<Jwt> partnerIsNamed(SecuritySettings settings) {
    return new JwtClaimValidator<Object>(
        settings.partnerClaim(),
        claim -> claim instanceof String partner && PARTNER.matcher(partner).matches());
  }

  static JwtDecoder known(
      ObjectProvider<JwtDecoder> decoder, OAuth2ResourceServerProperties expected) {
    JwtDecoder knownTokens = decoder.getIfAvailable();
    if (knownTokens == null) {
      throw new IllegalStateException(
          "Nobody could be let in: set one of issuer-uri, jwk-set-uri or public-key-location under"
              + " spring.security.oauth2.resourceserver.jwt");
    }
    List<String> audiences = expected.getJwt().getAudiences();
    // Spring would let in whatever the issuer has signed, for whomever.
    if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
      throw new IllegalStateException(
          "Tokens that are meant for others would be let in: audiences is %s under"
                  .formatted(audiences)
              + " spring.security.oauth2.resourceserver.jwt (expected: who we are; set"
              + " TURNUP_AUDIENCE, or leave it out for turnup)");
    }
    return knownTokens;
  }

  static AccessDeniedHandler forbidden(ProblemWriter problems) {
    BearerTokenAccessDeniedHandler challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, refused) -> {
      challenge.handle(request, response, refused);
      problems.write(response, ProblemCode.FORBIDDEN_RESOURCE);
    };
  }
}
