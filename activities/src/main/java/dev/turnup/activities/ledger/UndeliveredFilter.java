package dev.turnup.activities.ledger;

import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question in the words of Temporal's list filters. */
final class UndeliveredFilter {

  /** Neither partners nor hosts have quotes, and what has must not become part of a question. */
  private static final Pattern HARMLESS = Pattern.compile("[^'\"\\\\\\p{Cntrl}]{1,255}");

  private static final String TELLING =
      "'CreateService', 'UpdateServiceDevice', '%s'".formatted(TemporalLedger.REDELIVERY);

  private UndeliveredFilter() {}

  /** Fails with {@code REJECTED} if a value cannot be one. */
  static String of(UndeliveredQuery query) {
    StringBuilder filter =
        new StringBuilder("StartTime < '%s'".formatted(query.until()))
            .append(" AND WorkflowType IN (%s)".formatted(TELLING))
            .append(
                " AND ((CallbackState = 'UNDELIVERABLE' AND CloseTime >= '%s'%s)"
                    .formatted(query.failedSince(), exceptFinal(query)))
            .append(
                " OR (CallbackState = 'PENDING' AND (ExecutionStatus = 'Running'%s)))"
                    .formatted(endedFromOutside(query)));
    add(filter, "Partner", query.partner());
    add(filter, "CallbackHost", query.host());
    return filter.toString();
  }

  private static String exceptFinal(UndeliveredQuery query) {
    return Boolean.TRUE.equals(query.exceptFinal())
        ? Stream.of(CallbackError.values())
            .filter(CallbackError::isFinal)
            .map(error -> "'" + error.name() + "'")
            .collect(Collectors.joining(", ", " AND CallbackError NOT IN (", ")"))
        : "";
  }

  /** Such a run did not write down that it gave up. */
  private static String endedFromOutside(UndeliveredQuery query) {
    return Boolean.TRUE.equals(query.exceptFinal())
        ? ""
        : " OR CloseTime >= '%s'".formatted(query.failedSince());
  }

  private static void add(StringBuilder filter, String attribute, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (!HARMLESS.matcher(value).matches()) {
      throw FailureKind.REJECTED.toFailure(
          attribute + ": expected no quotes, and not so much text");
    }
    filter.append(" AND %s = '%s'".formatted(attribute, value));
  }
}
