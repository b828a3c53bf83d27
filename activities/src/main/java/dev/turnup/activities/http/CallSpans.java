package dev.turnup.activities.http;

import dev.turnup.workflows.trace.CurrentTrace;
import dev.turnup.workflows.trace.Trace;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A span for each call over HTTP, in the trace of the operation that it is made for. Every attempt
 * is a call of its own. Nothing personal is in a span: no path and no exception's message.
 */
public final class CallSpans {

  /** No spans, and no headers. */
  public static final CallSpans NONE = new CallSpans(Tracer.NOOP, Propagator.NOOP);

  private final Tracer tracer;
  private final Propagator headers;

  /**
   * @param headers how a place in a trace is written; only the two of W3C Trace Context are sent
   */
  public CallSpans(Tracer tracer, Propagator headers) {
    this.tracer = tracer;
    this.headers = headers;
  }

  /** A child of the span that the thread works for; of none if nobody traces it. */
  Span begin(OutboundCall call) {
    Map<String, String> parent = new HashMap<>();
    CurrentTrace.get()
        .ifPresent(
            trace -> {
              parent.put(Trace.TRACEPARENT, trace.traceparent());
              parent.put(Trace.TRACESTATE, trace.tracestate());
            });
    Span.Builder span =
        parent.isEmpty()
            ? tracer.spanBuilder().setNoParent()
            : headers.extract(parent, (carrier, name) -> parent.get(name));
    return span.name(call.method())
        .kind(Span.Kind.CLIENT)
        .tag("http.request.method", call.method())
        .tag("server.address", String.valueOf(call.address().getHost()))
        .start();
  }

  /** The call with the headers by which the other side goes on with the trace. */
  OutboundCall traced(OutboundCall call, Span span) {
    Map<String, String> written = new HashMap<>();
    headers.inject(span.context(), written, (carrier, name, value) -> written.put(name, value));
    return Trace.of(written.get(Trace.TRACEPARENT), written.get(Trace.TRACESTATE))
        .map(trace -> with(call, trace))
        .orElse(call);
  }

  private static OutboundCall with(OutboundCall call, Trace trace) {
    OutboundCall traced = call.with(Trace.TRACEPARENT, trace.traceparent());
    return trace.tracestate().isEmpty()
        ? traced
        : traced.with(Trace.TRACESTATE, trace.tracestate());
  }

  static void end(Span span, HttpExchange exchange) {
    HttpAnswer answer = exchange.answer();
    IOException failure = exchange.failure();
    if (answer != null) {
      span.tag("http.response.status_code", answer.status());
    }
    if (failure != null) {
      span.tag("error.type", failure.getClass().getSimpleName());
    }
    span.end();
  }
}
