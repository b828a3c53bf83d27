package dev.turnup.workflows.callback;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt to tell an outcome: the proof for partners and operators.
 *
 * @param at when it began
 * @param addressClass what kind of address was called; null if none was
 * @param status the HTTP status that the receiver answered; null if it answered none
 * @param latencyMillis from its beginning to its end, in milliseconds
 * @param error why it did not succeed; null if it did
 * @param answer the beginning of what the receiver answered, made safe to show; null if that was
 *     nothing or nothing that could be shown
 */
public record CallbackAttempt(
    Instant at,
    @Nullable AddressClass addressClass,
    @Nullable Integer status,
    long latencyMillis,
    @Nullable CallbackError error,
    @Nullable String answer) {

  /** An attempt of which nothing is known but that it failed. */
  public static CallbackAttempt withoutWord(Instant at, long latencyMillis, CallbackError error) {
    return new CallbackAttempt(at, null, null, latencyMillis, error, null);
  }

  /** The same without what was answered. */
  public CallbackAttempt withoutAnswer() {
    return new CallbackAttempt(at, addressClass, status, latencyMillis, error, null);
  }

  /** Whether the receiver took it. */
  @JsonIgnore
  public boolean isDelivered() {
    return error == null;
  }
}
