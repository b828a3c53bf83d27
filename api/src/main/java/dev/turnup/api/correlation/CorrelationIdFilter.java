package dev.turnup.api.correlation;

import dev.turnup.workflows.operation.CorrelationId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request its correlation id before anything else looks at it, so that refusals carry
 * it too. A malformed one is replaced for the answer; {@link CorrelationIdCheck} refuses the
 * request.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationIdFilter extends OncePerRequestFilter {

  private static final String LOG_KEY = "correlation_id";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    CorrelationId id =
        request.getAttribute(RequestCorrelation.ID) instanceof CorrelationId known
            ? known
            : take(request);
    response.setHeader(CorrelationId.HEADER, id.value());
    MDC.put(LOG_KEY, id.value());
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(LOG_KEY);
    }
  }

  /** Errors that Tomcat raises by itself, as for TRACE, come here as nothing else. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  private static CorrelationId take(HttpServletRequest request) {
    Optional<CorrelationId> sent = sent(request);
    CorrelationId id = sent.orElseGet(() -> CorrelationId.of(UUID.randomUUID()));
    request.setAttribute(RequestCorrelation.ID, id);
    request.setAttribute(
        RequestCorrelation.MALFORMED,
        sent.isEmpty() && request.getHeader(CorrelationId.HEADER) != null);
    return id;
  }

  private static Optional<CorrelationId> sent(HttpServletRequest request) {
    List<String> values = Collections.list(request.getHeaders(CorrelationId.HEADER));
    return values.size() == 1 ? CorrelationId.parse(values.getFirst().strip()) : Optional.empty();
  }
}
