package dev.turnup.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.RawServer;
import dev.turnup.workflows.trace.Trace;
import dev.turnup.workflows.trace.TracePropagator;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSpansTest {

  private static final Trace TRACE =
      new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "congo=t61rcWkgMzE");

  private final TracePropagator thread = new TracePropagator(Optional::empty);
  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private final io.opentelemetry.api.trace.Tracer otel = provider.get("test");
  private final OutboundHttp http =
      new OutboundHttp(
          "test",
          1,
          1,
          HostNames.OF_JAVA,
          new CallSpans(
              new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {}),
              new OtelPropagator(
                  ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel)));

  @AfterEach
  void close() throws IOException {
    thread.setCurrentContext(null);
    http.close();
    provider.close();
  }

  @Test
  void eachAttemptIsASpanOfItsOwnInTheTraceOfTheOperation() throws IOException {
    thread.setCurrentContext(TRACE);

    List<Trace> traces = traces(2);

    assertThat(traces).extracting(Trace::traceId).containsOnly(TRACE.traceId());
    assertThat(traces).extracting(Trace::tracestate).containsOnly(TRACE.tracestate());
    assertThat(traces)
        .extracting(Trace::traceparent)
        .doesNotHaveDuplicates()
        .doesNotContain(TRACE.traceparent())
        .allMatch(traceparent -> traceparent.endsWith("-01"));
  }

  @Test
  void whatIsNotSampledStaysSo() throws IOException {
    thread.setCurrentContext(
        new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", ""));

    assertThat(traces(1).getFirst().traceparent())
        .startsWith("00-" + TRACE.traceId())
        .endsWith("-00");
  }

  @Test
  void aCallForNobodyInParticularBeginsATrace() throws IOException {
    List<Trace> traces = traces(2);

    assertThat(traces)
        .extracting(Trace::traceId)
        .doesNotHaveDuplicates()
        .doesNotContain(TRACE.traceId());
  }

  private List<Trace> traces(int calls) throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", "{}"))) {
      for (int i = 0; i < calls; i++) {
        http.send(
            OutboundCall.json(server.address("/a"), Map.of(), "{}"), Duration.ofSeconds(20), 100);
      }
      return server.requests().stream().map(CallSpansTest::traceOf).toList();
    }
  }

  private static Trace traceOf(String request) {
    return Trace.of(header(request, Trace.TRACEPARENT), header(request, Trace.TRACESTATE))
        .orElseThrow();
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
