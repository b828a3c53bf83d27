package dev.turnup.api;

import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.operation.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Receivers that take every success_event and are gone for error_events; at some addresses they
 * have only just been asked, or ask for an hour's patience.
 */
final class Receivers implements CallbackSender {

  private static final Instant AT = Instant.parse("2026-11-25T02:11:05Z");
  private static final CallbackAttempt TAKEN = taken(AT);
  private static final CallbackAttempt FAILED =
      new CallbackAttempt(AT, AddressClass.PUBLIC_IPV4, 410, 7, CallbackError.GONE, "no more");
  private static final CallbackAttempt PUT_OFF =
      new CallbackAttempt(AT, AddressClass.PUBLIC_IPV4, 503, 7, CallbackError.STATUS, "later");

  /** As the real worker would write it down. */
  static CallbackReport report(String correlationId, Outcome outcome, CallbackState state) {
    return report(correlationId, outcome, state, state == CallbackState.DELIVERED ? TAKEN : FAILED);
  }

  /** The same, if the attempt has just been made. */
  static CallbackReport reportOf(Instant now, String correlationId, Outcome outcome) {
    return report(correlationId, outcome, CallbackState.DELIVERED, taken(now));
  }

  private static CallbackAttempt taken(Instant at) {
    return new CallbackAttempt(at, AddressClass.PUBLIC_IPV4, 204, 12, null, null);
  }

  private static CallbackReport report(
      String correlationId, Outcome outcome, CallbackState state, CallbackAttempt attempt) {
    return new CallbackReport(
        state,
        new CallbackNotice(
            correlationId,
            WebhookId.of(correlationId),
            "acme",
            URI.create("https://partner.example/" + (outcome.isSuccess() ? "ok" : "failed")),
            outcome.code().name(),
            outcome.title(),
            outcome.serviceId()),
        1,
        List.of(attempt),
        state == CallbackState.PENDING ? AT.plusSeconds(5) : null,
        List.of(),
        null);
  }

  @Override
  public CallbackAttempt sendCallback(CallbackNotice notice) {
    return switch (notice.address().getPath()) {
      case "/ok" -> TAKEN;
      case "/just-now" -> taken(Instant.now());
      case "/later" ->
          throw FailureKind.UNAVAILABLE.toFailure(
              "the receiver answered 503", Duration.ofHours(1), PUT_OFF);
      default ->
          throw FailureKind.UNDELIVERABLE.toFailure("the receiver answered 410", null, FAILED);
    };
  }
}
