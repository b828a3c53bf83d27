package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.REFUSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the events of a run are called where operators read its history. */
class SummariesTest {

  private final Stage stage = new Stage();

  @AfterEach
  void strike() {
    stage.close();
  }

  @Test
  void nameStepsUndosAndTheCallbackThatAreDurable() {
    stage.systems.on("activate", REFUSES);

    assertThat(
            summaries(
                Orders.valid().localFirst(false),
                HistoryEvent::hasActivityTaskScheduledEventAttributes))
        .containsExactly(
            "Reserve SIM",
            "Activate",
            "Undo: Activate",
            "Undo: Reserve SIM",
            "error_event: PROVISIONING_ROLLED_BACK");
  }

  @Test
  void nameWhatWasDoneInPassingToo() {
    assertThat(summaries(Orders.valid(), HistoryEvent::hasMarkerRecordedEventAttributes))
        .containsExactly(
            "Reserve SIM", "Activate", "Start billing", "success_event: SERVICE_CREATED");
  }

  private List<String> summaries(Orders order, Predicate<HistoryEvent> which) {
    WorkflowStub run = stage.start(order.toCreate());
    awaitEnd(run);
    return stage.history(run).getEvents().stream()
        .filter(which)
        .map(event -> event.getUserMetadata().getSummary())
        .map(
            summary -> DurableJson.dataConverter().fromPayload(summary, String.class, String.class))
        .toList();
  }

  private static void awaitEnd(WorkflowStub run) {
    try {
      run.getResult(Void.class);
    } catch (WorkflowFailedException expected) {
      // What it came to is none of the matter here.
    }
  }
}
