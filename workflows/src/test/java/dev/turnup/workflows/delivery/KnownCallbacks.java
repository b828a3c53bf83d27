package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.redelivery.CallbackLedger;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import dev.turnup.workflows.trace.Trace;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A ledger that knows every operation but one, and has the pages that it was given. */
final class KnownCallbacks implements CallbackLedger {

  static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  /** In which every operation was told. */
  static final Trace TRACE =
      new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "congo=t61rcWkgMzE");

  final Deque<UndeliveredPage> pages = new ArrayDeque<>();
  private final List<UndeliveredQuery> queries = new ArrayList<>();

  @Override
  public CallbackReport recallCallback(String correlationId) {
    if (correlationId.equals(UNKNOWN)) {
      throw FailureKind.REJECTED.toFailure("there is no such operation");
    }
    return new CallbackReport(
        CallbackState.UNDELIVERABLE,
        new CallbackNotice(
            correlationId,
            WebhookId.of(correlationId),
            "acme",
            URI.create("https://partner.example/ok"),
            "SERVICE_CREATED",
            "Service created",
            "612123456"),
        10,
        List.of(),
        null,
        List.of(),
        TRACE);
  }

  @Override
  public synchronized UndeliveredPage findUndelivered(UndeliveredQuery query) {
    queries.add(query);
    return pages.isEmpty() ? new UndeliveredPage(List.of(), List.of(), null, null) : pages.remove();
  }

  synchronized List<UndeliveredQuery> queries() {
    return List.copyOf(queries);
  }
}
