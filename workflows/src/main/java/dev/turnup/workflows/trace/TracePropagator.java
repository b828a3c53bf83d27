package dev.turnup.workflows.trace;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace in the headers of runs and activities, under the names it has in HTTP. A replay
 * does not look at headers, so that a run may have begun without.
 */
public final class TracePropagator implements ContextPropagator {

  private final Supplier<Optional<Trace>> outside;

  /**
   * @param outside the trace of a thread that neither a workflow nor an activity runs in, such as
   *     that of a request
   */
  public TracePropagator(Supplier<Optional<Trace>> outside) {
    this.outside = outside;
  }

  @Override
  public String getName() {
    return "trace";
  }

  @Override
  public @Nullable Object getCurrentContext() {
    return CurrentTrace.get().or(outside).orElse(null);
  }

  /**
   * That there is none is said as well: a thread that hears nothing would keep what it was told by
   * the activity before.
   */
  @Override
  public Map<String, Payload> serializeContext(@Nullable Object context) {
    Map<String, Payload> headers = new LinkedHashMap<>();
    headers.put(
        Trace.TRACEPARENT, payload(context instanceof Trace trace ? trace.traceparent() : ""));
    if (context instanceof Trace trace && !trace.tracestate().isEmpty()) {
      headers.put(Trace.TRACESTATE, payload(trace.tracestate()));
    }
    return headers;
  }

  @Override
  public @Nullable Object deserializeContext(Map<String, Payload> headers) {
    return Trace.of(text(headers.get(Trace.TRACEPARENT)), text(headers.get(Trace.TRACESTATE)))
        .orElse(null);
  }

  @Override
  public void setCurrentContext(@Nullable Object context) {
    CurrentTrace.set(context instanceof Trace trace ? trace : null);
  }

  private static Payload payload(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayload(text).orElseThrow();
  }

  private static @Nullable String text(@Nullable Payload payload) {
    try {
      return payload == null
          ? null
          : DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, String.class, String.class);
    } catch (DataConverterException e) {
      // Somebody else's header: no reason to hold a run up.
      return null;
    }
  }
}
