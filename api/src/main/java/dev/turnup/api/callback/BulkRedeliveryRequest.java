package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.problem.Problem.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request to tell again what did not get through. */
record BulkRedeliveryRequest(
    @JsonProperty("failed_since")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "What was given up at this time or later (RFC 3339)",
            example = "2026-11-24T00:00:00Z")
        @Nullable String failedSince,
    @Schema(
            description = "Only what goes to this host, with its port if it is not 443",
            example = "partner.example")
        @Nullable String host) {

  /** As {@link dev.turnup.workflows.callback.CallbackHost} writes them. */
  private static final Pattern HOST = Pattern.compile("[a-z0-9.:\\[\\]-]{1,255}");

  /**
   * When to begin.
   *
   * @throws InvalidRequest if the request is not valid
   */
  Instant since() {
    List<FieldError> errors = new ArrayList<>();
    Instant since = Instant.EPOCH;
    if (failedSince == null) {
      errors.add(new FieldError("failed_since", "is required"));
    } else {
      try {
        since = OffsetDateTime.parse(failedSince).toInstant();
      } catch (DateTimeParseException e) {
        errors.add(
            new FieldError("failed_since", "must be a time of RFC 3339, as 2026-11-24T00:00:00Z"));
      }
    }
    if (host != null && !HOST.matcher(host).matches()) {
      errors.add(
          new FieldError("host", "must be a host in lower case, with its port if it is not 443"));
    }
    if (!errors.isEmpty()) {
      throw InvalidRequest.because(errors);
    }
    return since;
  }
}
