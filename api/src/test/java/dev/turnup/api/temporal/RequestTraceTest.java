package dev.turnup.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.workflows.redelivery.CallbackTest;
import dev.turnup.workflows.trace.Trace;
import dev.turnup.workflows.trace.TracePropagator;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class RequestTraceTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private final Desk desk;
  private final WorkflowClient temporal;

  RequestTraceTest(Desk desk, WorkflowClient temporal) {
    this.desk = desk;
    this.temporal = temporal;
  }

  @Test
  void theRunGoesOnWithTheTraceOfItsRequestInASpanOfOurs() {
    Trace trace =
        traceOf(
            desk.post("/v3/tv/")
                .header("traceparent", PARENT)
                .header("tracestate", "congo=t61rcWkgMzE"));

    assertThat(trace.traceId()).isEqualTo(TRACE_ID);
    assertThat(trace.traceparent()).endsWith("-01").isNotEqualTo(PARENT);
    assertThat(trace.tracestate()).isEqualTo("congo=t61rcWkgMzE");
  }

  @Test
  void aTestOfReceiversGoesOnWithTheTraceOfItsRequest() {
    String id =
        desk.call("POST", "/v3/callback-tests")
            .with(Body.createService())
            .header("traceparent", PARENT)
            .send()
            .id();

    assertThat(traceOf(CallbackTest.workflowId(id)).traceId()).isEqualTo(TRACE_ID);
  }

  @Test
  void aRequestWithoutATraceBeginsOne() {
    assertThat(traceOf(desk.post("/v3/tv/")).traceId()).isNotEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
      })
  void aMalformedTraceIsIgnored(String traceparent) {
    assertThat(traceOf(desk.post("/v3/tv/").header("traceparent", traceparent)).traceId())
        .isNotEqualTo(TRACE_ID);
  }

  private Trace traceOf(Call call) {
    return traceOf(call.send().isAccepted().id());
  }

  private Trace traceOf(String workflowId) {
    Object trace =
        new TracePropagator(Optional::empty)
            .deserializeContext(
                temporal
                    .fetchHistory(workflowId)
                    .getEvents()
                    .getFirst()
                    .getWorkflowExecutionStartedEventAttributes()
                    .getHeader()
                    .getFieldsMap());
    if (trace instanceof Trace found) {
      return found;
    }
    throw new AssertionError("no trace, but " + trace);
  }
}
