package dev.turnup.api.operation;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.problem.Problem.FieldError;
import dev.turnup.api.receiver.CallbackUrls;
import dev.turnup.api.schema.DetailsSchema;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.identifier.IdentifierRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that the caller hears of all of it at once. */
final class Rules {

  private static final int LONGEST_ID = 255;
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]+");

  private final boolean checkEid;
  private final List<FieldError> errors = new ArrayList<>();
  private @Nullable String title;

  Rules(boolean checkEid) {
    this.checkEid = checkEid;
  }

  /** Whatever was found so far is the answer to the request. */
  void enforce() {
    if (errors.isEmpty()) {
      return;
    }
    InvalidRequest invalid = InvalidRequest.because(errors);
    throw title == null ? invalid : invalid.titled(title);
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

  /** Both are required, and a callback of this partner may be sent to them. */
  CallbackAddresses callbacks(
      String partner, CallbackUrls urls, @Nullable String success, @Nullable String error) {
    CallbackUrls.Judgement judgement = urls.judge(partner, success, error);
    errors.addAll(judgement.errors());
    title = judgement.title();
    return judgement.addresses();
  }

  private void wrong(String field, String message) {
    errors.add(new FieldError(field, message));
  }
}
