package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt to tell an outcome, as its partner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AttemptView(
    Instant at,
    @JsonProperty("address_class")
        @Schema(description = "What kind of address was called; missing if none was")
        @Nullable AddressClass addressClass,
    @Schema(description = "What was answered; missing if nothing was", example = "503")
        @Nullable Integer status,
    @JsonProperty("latency_ms") long latencyMillis,
    @Schema(description = "Why it failed; missing if it did not") @Nullable CallbackError error,
    @Schema(description = "The beginning of what was answered, with digits and secrets masked")
        @Nullable String answer) {

  static AttemptView of(CallbackAttempt attempt) {
    return new AttemptView(
        attempt.at(),
        attempt.addressClass(),
        attempt.status(),
        attempt.latencyMillis(),
        attempt.error(),
        attempt.answer());
  }
}
