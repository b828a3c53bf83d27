package dev.turnup.api.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** Throws what nobody foresaw, in a controller and before it. */
@Hidden
@RestController
class Faults {

  static final String SECRET = "the database password is swordfish";

  @GetMapping("/test/exception")
  String exception() {
    throw new IllegalStateException(SECRET);
  }

  @GetMapping("/test/error")
  String error() {
    throw new StackOverflowError(SECRET);
  }

  /** After security, before the controllers. */
  @Component
  @Order(1)
  static class FaultyFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (request.getRequestURI().equals("/test/filter")) {
        throw new IllegalStateException(SECRET);
      }
      chain.doFilter(request, response);
    }
  }
}
