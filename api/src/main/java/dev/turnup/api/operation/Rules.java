package dev.turnup.api.operation;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.problem.Problem.FieldError;
import dev.turnup.api.schema.DetailsSchema;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.identifier.IdentifierRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that the caller hears of all of it at once. */
final class Rules {

  private static final String MISSING_CALLBACK_URL = "MISSING CALLBACK URL";
  private static final int LONGEST_ID = 255;
  private static final int LONGEST_URL = 2048;
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]+");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}+");
  private static final int HIGHEST_PORT = 65_535;

  private final boolean checkEid;
  private final List<FieldError> errors = new ArrayList<>();
  private boolean callbackMissing;

  Rules(boolean checkEid) {
    this.checkEid = checkEid;
  }

  /** Whatever was found so far is the answer to the request. */
  void enforce() {
    if (!errors.isEmpty()) {
      InvalidRequest invalid = InvalidRequest.because(errors);
      throw callbackMissing ? invalid.titled(MISSING_CALLBACK_URL) : invalid;
    }
  }

  /**
   * An identifier of somebody else's making, of which only the length and the characters matter.
   */
  void opaqueId(String field, @Nullable String id) {
    if (id != null
        && (id.isBlank() || id.length() > LONGEST_ID || !PRINTABLE.matcher(id).matches())) {
      wrong(field, "must be 1 to " + LONGEST_ID + " printable characters");
    }
  }

  void oneOf(String field, @Nullable String value, Set<String> allowed) {
    if (value == null || !allowed.contains(value)) {
      wrong(field, "must be one of " + String.join(", ", allowed));
    }
  }

  /**
   * An object is required, even if empty; the identifiers in it are checked where present, and the
   * schema has its say on every field that they did not already blame.
   */
  Map<String, Object> details(
      String field, @Nullable Map<String, Object> details, DetailsSchema schema) {
    if (details == null) {
      wrong(field, "is required and must be a JSON object");
      return Map.of();
    }
    details.forEach(
        (name, value) ->
            IdentifierRules.complaint(name, value, checkEid)
                .ifPresent(complaint -> wrong(field + "." + name, complaint)));
    for (FieldError fault : schema.faultsOf(field, details)) {
      if (errors.stream().noneMatch(error -> error.field().equals(fault.field()))) {
        errors.add(fault);
      }
    }
    return details;
  }

  CallbackAddresses callbacks(@Nullable String success, @Nullable String error) {
    return new CallbackAddresses(
        callback("callback_success_url", success), callback("callback_error_url", error));
  }

  private URI callback(String field, @Nullable String url) {
    if (url == null || url.isBlank()) {
      callbackMissing = true;
      wrong(field, "is required");
      return URI.create("");
    }
    try {
      URI address = new URI(url);
      boolean web =
          "https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme());
      if (web
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawFragment() == null
          && address.getPort() != 0
          && address.getPort() <= HIGHEST_PORT
          && ASCII.matcher(url).matches()
          && url.length() <= LONGEST_URL) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below, in the same words as for what parses and is no web address.
    }
    wrong(
        field,
        "must be an absolute http or https URL in ASCII, without user and fragment, of at most "
            + LONGEST_URL
            + " characters");
    return URI.create("");
  }

  private void wrong(String field, String message) {
    errors.add(new FieldError(field, message));
  }
}
