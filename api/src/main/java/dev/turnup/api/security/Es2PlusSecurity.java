package dev.turnup.api.security;

import dev.turnup.api.esim.EsimSettings;
import dev.turnup.api.problem.ProblemWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.x509.SubjectX500PrincipalExtractor;

/**
 * Who may report as an SM-DP+: who shows a client certificate on our list (SGP.22 wants mutual TLS,
 * section 6.1), or, where TLS ends elsewhere, a token with the scope for events.
 */
@Configuration(proxyBeanMethods = false)
class Es2PlusSecurity {

  @Bean
  @Order(2)
  SecurityFilterChain es2Plus(
      HttpSecurity http,
      EsimSettings esim,
      SecuritySettings settings,
      ProblemWriter problems,
      OAuth2ResourceServerProperties expected,
      ObjectProvider<JwtDecoder> decoder)
      throws Exception {
    return http.securityMatcher("/gsma/rsp2/es2plus/**")
        .authorizeHttpRequests(
            requests -> requests.anyRequest().hasAuthority(SecurityConfiguration.EVENTS))
        .x509(
            certificates ->
                certificates
                    .x509PrincipalExtractor(new SubjectX500PrincipalExtractor())
                    .userDetailsService(name -> client(name, esim)))
        .addFilter(
            BearerTokens.filter(SecurityConfiguration.known(decoder, expected), settings, problems))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(new MissingCredentials(problems))
                    .accessDeniedHandler(SecurityConfiguration.forbidden(problems)))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /** That the certificate is genuine was checked in the handshake; a stranger's allows nothing. */
  private static UserDetails client(String commonName, EsimSettings esim) {
    return new User(
        commonName,
        "",
        esim.clients().contains(commonName)
            ? AuthorityUtils.createAuthorityList(SecurityConfiguration.EVENTS)
            : AuthorityUtils.NO_AUTHORITIES);
  }
}
