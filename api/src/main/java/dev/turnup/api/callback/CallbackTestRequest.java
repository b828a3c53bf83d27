package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.receiver.CallbackUrls;
import dev.turnup.workflows.callback.CallbackAddresses;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request to try receivers out. */
record CallbackTestRequest(
    @JsonProperty("callback_success_url")
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "https://partner.example/ok")
        @Nullable String callbackSuccessUrl,
    @JsonProperty("callback_error_url")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "https://partner.example/failed")
        @Nullable String callbackErrorUrl) {

  /**
   * The addresses, if they may be called.
   *
   * @throws dev.turnup.api.problem.InvalidRequest otherwise
   */
  CallbackAddresses callbacks(CallbackUrls urls, String partner) {
    return urls.judge(partner, callbackSuccessUrl, callbackErrorUrl).orThrow();
  }
}
