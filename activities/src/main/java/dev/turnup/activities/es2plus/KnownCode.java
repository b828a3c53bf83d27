package dev.turnup.activities.es2plus;

import static dev.turnup.activities.es2plus.Es2PlusFunction.CANCEL_ORDER;
import static dev.turnup.activities.es2plus.Es2PlusFunction.CONFIRM_ORDER;
import static dev.turnup.activities.es2plus.Es2PlusFunction.DOWNLOAD_ORDER;
import static dev.turnup.activities.es2plus.Es2PlusFunction.RELEASE_PROFILE;
import static dev.turnup.activities.es2plus.Judgement.AMBIGUOUS;
import static dev.turnup.activities.es2plus.Judgement.NEEDS_OPERATOR;
import static dev.turnup.activities.es2plus.Judgement.NO_SUCH_ORDER;
import static dev.turnup.activities.es2plus.Judgement.REJECTED;
import static dev.turnup.activities.es2plus.Judgement.UNAVAILABLE;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codes with which functions fail, where they are defined, and what follows from them. What is
 * not here needs an operator: nothing was done, as the function failed, but nobody has decided yet
 * whether the order is at fault or the SM-DP+.
 */
enum KnownCode {
  DOWNLOAD_ICCID_UNKNOWN(
      DOWNLOAD_ORDER, "8.2.1", "3.9", REJECTED, "the ICCID is unknown", "SGP.22, table 24"),

  /** Our own lost call may have reserved it. */
  DOWNLOAD_ICCID_TAKEN(
      DOWNLOAD_ORDER,
      "8.2.1",
      "3.3",
      AMBIGUOUS,
      "the profile is not available",
      "SGP.22, table 24"),

  DOWNLOAD_TYPE_USED_UP(
      DOWNLOAD_ORDER,
      "8.2.5",
      "3.7",
      NEEDS_OPERATOR,
      "no profile of this type is left",
      "SGP.22, table 24"),
  DOWNLOAD_TYPE_DIFFERS(
      DOWNLOAD_ORDER,
      "8.2.5",
      "3.8",
      REJECTED,
      "the profile is of another type",
      "SGP.22, table 24"),
  DOWNLOAD_TYPE_UNKNOWN(
      DOWNLOAD_ORDER, "8.2.5", "3.9", REJECTED, "the profile type is unknown", "SGP.22, table 24"),

  CONFIRM_ICCID_UNKNOWN(
      CONFIRM_ORDER, "8.2.1", "3.9", REJECTED, "the ICCID is unknown", "SGP.22, table 27"),

  /**
   * Table 27 has no code for a profile that is neither Allocated nor Linked, such as one that our
   * own lost call has confirmed. Servers take this one or the next.
   */
  CONFIRM_ICCID_TAKEN(
      CONFIRM_ORDER, "8.2.1", "3.3", AMBIGUOUS, "the profile is not available", "SGP.22, 3.1.6"),
  CONFIRM_WRONG_STATE(
      CONFIRM_ORDER, "8.2.1", "3.5", AMBIGUOUS, "the profile's state forbids it", "SGP.22, 3.1.6"),

  /** Our own lost call may have bound it. */
  CONFIRM_MATCHING_ID_TAKEN(
      CONFIRM_ORDER, "8.2.6", "3.3", AMBIGUOUS, "the matching id is in use", "SGP.22, table 27"),

  CONFIRM_EID_MISSING(
      CONFIRM_ORDER, "8.1.1", "2.2", REJECTED, "the EID is missing", "SGP.22, table 27"),
  CONFIRM_EID_DIFFERS(
      CONFIRM_ORDER, "8.1.1", "3.10", REJECTED, "the order has another EID", "SGP.22, table 27"),

  RELEASE_ICCID_UNKNOWN(
      RELEASE_PROFILE, "8.2.1", "3.9", REJECTED, "the ICCID is unknown", "SGP.22, table 32"),

  /**
   * Released already is a success, by the note at table 32. But a device may have fetched the
   * profile since our own lost call released it.
   */
  RELEASE_WRONG_STATE(
      RELEASE_PROFILE,
      "8.2.1",
      "3.5",
      AMBIGUOUS,
      "the profile's state forbids it",
      "SGP.22, table 32"),

  CANCEL_ICCID_UNKNOWN(
      CANCEL_ORDER, "8.2.1", "3.9", NO_SUCH_ORDER, "the ICCID is unknown", "SGP.22, table 30"),

  /** Never taken for an order that was not placed, for which table 30 has no code. */
  CANCEL_DOWNLOADED(
      CANCEL_ORDER, "8.2.1", "3.3", REJECTED, "the profile is downloaded", "SGP.22, table 30"),

  CANCEL_EID_DIFFERS(
      CANCEL_ORDER, "8.2.1", "3.10", REJECTED, "the order has another EID", "SGP.22, table 30"),
  CANCEL_MATCHING_ID_DIFFERS(
      CANCEL_ORDER,
      "8.2.6",
      "3.10",
      REJECTED,
      "the order has another matching id",
      "SGP.22, table 30"),

  /** In each table, for the ICCID or the profile type. */
  NOT_ALLOWED(null, null, "1.2", NEEDS_OPERATOR, "we are not allowed to", "SGP.22, 5.2.6.2"),

  BUSY(null, "1.2", "4.4", UNAVAILABLE, "the SM-DP+ is busy", "SGP.02, common codes"),

  /** Releasing registers with the SM-DS as well (5.3.4), and cancelling takes that back (5.3.3). */
  SM_DS_INACCESSIBLE(
      null, "8.9", "5.1", UNAVAILABLE, "the SM-DS was not reached", "SGP.22, table 27"),
  SM_DS_FAILED(null, "8.9", "4.2", UNAVAILABLE, "the SM-DS failed", "SGP.22, table 27");

  private final @Nullable Es2PlusFunction function;
  private final @Nullable String subject;
  private final String reason;
  private final Judgement judgement;
  private final String words;

  /**
   * A row of the table.
   *
   * @param function null for all of them
   * @param subject null for all of them
   * @param meaning in words
   * @param source where the code is defined, or why it comes
   */
  KnownCode(
      @Nullable Es2PlusFunction function,
      @Nullable String subject,
      String reason,
      Judgement judgement,
      String meaning,
      String source) {
    this.function = function;
    this.subject = subject;
    this.reason = reason;
    this.judgement = judgement;
    words = meaning + " (" + source + ")";
  }

  /** What is known of the code when it comes from this function. */
  static Optional<KnownCode> of(Es2PlusFunction function, StatusCode code) {
    for (KnownCode known : values()) {
      if ((known.function == null || known.function == function)
          && (known.subject == null || known.subject.equals(code.subject()))
          && known.reason.equals(code.reason())) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  Judgement judgement() {
    return judgement;
  }

  /** The meaning and its source, for operators. */
  String words() {
    return words;
  }
}
