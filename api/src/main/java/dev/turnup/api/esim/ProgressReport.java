package dev.turnup.api.esim;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.problem.Problem.FieldError;
import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.identifier.Eid;
import dev.turnup.workflows.identifier.Iccid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of HandleDownloadProgressInfo (SGP.22 v2.2, section 5.3.5). What is not read is not
 * checked either: {@code header}, {@code profileType} and {@code resultData}.
 *
 * @param eid told if the SM-DP+ knows it
 * @param timestamp when it happened, {@code YYYY-MM-DDThh:mm:ssTZD}
 */
record ProgressReport(
    @Nullable String eid,
    @Nullable String iccid,
    @Nullable String timestamp,
    @Nullable Integer notificationPointId,
    @Nullable Status notificationPointStatus) {

  private static final Pattern CODE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){0,5}");

  record Status(@Nullable String status, @Nullable Code statusCodeData) {}

  record Code(@Nullable String subjectCode, @Nullable String reasonCode) {}

  /**
   * What it says.
   *
   * @throws InvalidRequest if something is missing or not as SGP.22 has it
   */
  DownloadProgress toProgress() {
    List<FieldError> errors = new ArrayList<>();
    if (eid != null && !Eid.isWellFormed(eid)) {
      errors.add(new FieldError("eid", "must be a string of 32 digits"));
    }
    if (iccid == null || !Iccid.isWellFormed(iccid)) {
      errors.add(new FieldError("iccid", "must be a string of 19 or 20 digits"));
    }
    Optional<Instant> at = instant();
    if (at.isEmpty()) {
      errors.add(new FieldError("timestamp", "must be such as 2026-11-23T09:30:47Z"));
    }
    if (notificationPointId == null) {
      errors.add(new FieldError("notificationPointId", "is required"));
    }
    Optional<Boolean> succeeded = succeeded();
    if (succeeded.isEmpty()) {
      errors.add(
          new FieldError(
              "notificationPointStatus.status",
              "must be one of Executed-Success, Executed-WithWarning, Failed, Expired"));
    }
    if (!errors.isEmpty() || notificationPointId == null) {
      throw InvalidRequest.because(errors);
    }
    Code code = notificationPointStatus == null ? null : notificationPointStatus.statusCodeData;
    return new DownloadProgress(
        notificationPointId,
        succeeded.orElseThrow(),
        code == null ? null : known(code.subjectCode),
        code == null ? null : known(code.reasonCode),
        at.orElseThrow());
  }

  /** Whom it is about; empty if the EID is not told, as the ICCID alone may be another device's. */
  Optional<InstallationId> about() {
    return iccid == null || eid == null
        ? Optional.empty()
        : Optional.of(InstallationId.of(iccid, eid));
  }

  private Optional<Instant> instant() {
    try {
      return timestamp == null
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(timestamp).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Boolean> succeeded() {
    String status = notificationPointStatus == null ? null : notificationPointStatus.status;
    return switch (status == null ? "" : status) {
      case "Executed-Success", "Executed-WithWarning" -> Optional.of(true);
      case "Failed", "Expired" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A code goes into histories and before operators, so nothing but digits and dots may. */
  private static @Nullable String known(@Nullable String code) {
    return code != null && CODE.matcher(code).matches() ? code : null;
  }
}
