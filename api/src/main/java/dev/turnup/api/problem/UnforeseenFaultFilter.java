package dev.turnup.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for faults in other filters. Tomcat would too, but by then the log has forgotten which
 * operation it is about; hence the place right behind the filter that gives requests their ids.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnforeseenFaultFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(UnforeseenFaultFilter.class);

  private final ProblemWriter problems;

  UnforeseenFaultFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException fault) {
      if (response.isCommitted()) {
        throw fault;
      }
      log.error("Answering 500 for a fault that nobody foresaw", fault);
      response.resetBuffer();
      problems.write(response, ProblemCode.INTERNAL_SERVER_ERROR);
    }
  }
}
