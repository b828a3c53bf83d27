package dev.turnup.activities.es2plus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnup.activities.system.AmbiguousRefusal;
import io.temporal.failure.ApplicationFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a call failed with, in words that tests compare. */
record Failures(String kind, String message) {

  /** The failure; its message must not tell what no message may. */
  static Failures of(ThrowingCallable call) {
    return of(
        requireNonNull(catchThrowableOfType(RuntimeException.class, call), "it did not fail"));
  }

  static Failures of(RuntimeException thrown) {
    assertSilent(thrown.toString());
    assertThat(thrown.getCause()).isNull();
    if (thrown instanceof ApplicationFailure failure) {
      return new Failures(failure.getType(), failure.getOriginalMessage());
    }
    assertThat(thrown).isInstanceOf(AmbiguousRefusal.class);
    return new Failures("AMBIGUOUS", String.valueOf(thrown.getMessage()));
  }

  /** No identifier and no code, whoever said it first. */
  static void assertSilent(String text) {
    assertThat(text)
        .doesNotContain(
            Es2PlusSteps.ICCID,
            Es2PlusSteps.EID,
            Es2PlusSteps.OTHER_EID,
            Es2PlusSteps.MATCHING_ID,
            Es2PlusSteps.CONFIRMATION_CODE);
  }
}
