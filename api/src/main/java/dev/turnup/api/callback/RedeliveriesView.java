package dev.turnup.api.callback;

import io.swagger.v3.oas.annotations.media.Schema;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.Comparator;
import java.util.List;

/** What became of telling an outcome once more, each time. */
record RedeliveriesView(
    @Schema(description = "The latest 50, the latest first; a moment late")
        List<CallbackView> redeliveries) {

  /** One that was begun just now has nothing to show yet. */
  static RedeliveriesView of(List<WorkflowExecutionMetadata> runs) {
    return new RedeliveriesView(
        runs.stream()
            .sorted(Comparator.comparing(WorkflowExecutionMetadata::getStartTime).reversed())
            .flatMap(run -> CallbackView.of(run).stream())
            .toList());
  }
}
