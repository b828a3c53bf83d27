package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackHost;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, where it can be looked up and searched for, how the telling of an outcome stands.
 */
public final class CallbackRecord {

  private CallbackRecord() {}

  /** Takes the place of what was written before. */
  public static void write(CallbackReport report) {
    write(report, Map.of());
  }

  /**
   * The same, and more beside it.
   *
   * @param memo what else to put into the memo
   * @param attributes what else to make searchable
   */
  public static void write(
      CallbackReport report, Map<String, Object> memo, SearchAttributeUpdate<?>... attributes) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>(List.of(attributes));
    updates.add(OperationAttributes.CALLBACK_STATE.valueSet(report.state().name()));
    updates.add(
        OperationAttributes.CALLBACK_HOST.valueSet(CallbackHost.of(report.notice().address())));
    updates.add(latestError(report.latest()));
    Workflow.upsertTypedSearchAttributes(updates.toArray(new SearchAttributeUpdate<?>[0]));
    Map<String, Object> all = new TreeMap<>(memo);
    all.put(OperationMemo.CALLBACK, report);
    Workflow.upsertMemo(all);
  }

  private static SearchAttributeUpdate<String> latestError(List<CallbackAttempt> latest) {
    CallbackError error = latest.isEmpty() ? null : latest.get(latest.size() - 1).error();
    return error == null
        ? OperationAttributes.CALLBACK_ERROR.valueUnset()
        : OperationAttributes.CALLBACK_ERROR.valueSet(error.name());
  }

  /** For operators, as Markdown. */
  public static String inWords(CallbackReport report) {
    StringBuilder words =
        new StringBuilder("Callback to ")
            .append(CallbackHost.of(report.notice().address()))
            .append(": ")
            .append(
                switch (report.state()) {
                  case PENDING -> "not taken yet" + next(report);
                  case DELIVERED -> "delivered";
                  case UNDELIVERABLE ->
                      "**UNDELIVERABLE**: the partner does not know. Redeliver it, or tell the"
                          + " partner by other means and mark it";
                  case MARKED_DELIVERED -> "told by other means";
                });
    words.append("\n\n");
    report.latest().forEach(attempt -> words.append(line(attempt)));
    report.notes().forEach(note -> words.append("- ").append(note).append('\n'));
    return words.toString();
  }

  private static String next(CallbackReport report) {
    return report.nextAt() == null ? "" : "; the next attempt is at " + report.nextAt();
  }

  private static String line(CallbackAttempt attempt) {
    return "- %s: %s after %d ms%s\n"
        .formatted(
            attempt.at(), what(attempt), attempt.latencyMillis(), where(attempt.addressClass()));
  }

  private static String where(@Nullable AddressClass called) {
    return called == null ? "" : " (" + called + ")";
  }

  private static String what(CallbackAttempt attempt) {
    String status = status(attempt.status());
    return attempt.error() == null ? "taken" + status : "**" + attempt.error() + "**" + status;
  }

  private static String status(@Nullable Integer status) {
    return status == null ? "" : " (" + status + ")";
  }
}
