package dev.turnup.api.temporal;

import dev.turnup.workflows.trace.Trace;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where in a trace the current thread is. */
record RequestTrace(Tracer tracer, Propagator headers) implements Supplier<Optional<Trace>> {

  @Override
  public Optional<Trace> get() {
    TraceContext current = tracer.currentTraceContext().context();
    if (current == null) {
      return Optional.empty();
    }
    Map<String, String> written = new HashMap<>();
    headers.inject(current, written, (carrier, name, value) -> written.put(name, value));
    return Trace.of(written.get(Trace.TRACEPARENT), written.get(Trace.TRACESTATE));
  }
}
