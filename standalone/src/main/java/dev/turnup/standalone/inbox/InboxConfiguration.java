package dev.turnup.standalone.inbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The inbox, open to everybody who reaches this machine: it stands for a partner's own receiver.
 */
@Configuration(proxyBeanMethods = false)
@Import(InboxController.class)
public class InboxConfiguration {

  @Bean
  @Order(1)
  SecurityFilterChain inbox(HttpSecurity http) throws Exception {
    return http.securityMatcher("/inbox", "/inbox/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }
}
