package dev.turnup.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * That a callback is to be sent at once.
 *
 * @param by who wants it; it stays in the history
 * @param reason why; it stays in the history, so nothing personal
 * @param address where to send it from now on, if not where the request said
 */
public record CallbackSending(
    @Nullable String by, @Nullable String reason, @Nullable String address) {

  /** Who and why. */
  @JsonIgnore
  public OperatorAct act() {
    return new OperatorAct(by, reason);
  }

  /** The same, to wherever it goes without a correction. */
  public CallbackSending uncorrected() {
    return new CallbackSending(by, reason, null);
  }

  /**
   * The address, if there is one. Whether it may be called is for the sender to say.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL
   */
  public @Nullable URI parsedAddress() {
    if (address == null) {
      return null;
    }
    try {
      URI parsed = URI.create(address);
      if (parsed.getHost() != null
          && ("https".equalsIgnoreCase(parsed.getScheme())
              || "http".equalsIgnoreCase(parsed.getScheme()))) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without quoting it.
    }
    throw new IllegalArgumentException("address: expected an absolute https URL");
  }
}
