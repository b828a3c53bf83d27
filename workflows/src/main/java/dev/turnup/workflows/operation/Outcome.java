package dev.turnup.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one end of an operation, decided once.
 *
 * @param code how it ended
 * @param serviceId the service; empty if none was assigned
 * @param because why it had to be undone, if that is not what {@code code} says; null otherwise
 * @param failedStep the title of the step at which it failed; null if none did
 * @param missing the names of the facts that were needed and not told
 * @param stranded the titles of the steps that could not be taken back
 */
public record Outcome(
    OutcomeCode code,
    String serviceId,
    @Nullable OutcomeCode because,
    @Nullable String failedStep,
    List<String> missing,
    List<String> stranded) {

  public Outcome {
    missing = List.copyOf(missing);
    stranded = List.copyOf(stranded);
  }

  /** The end of an operation that did all that was asked. */
  public static Outcome success(OutcomeCode code, String serviceId) {
    return new Outcome(code, serviceId, null, null, List.of(), List.of());
  }

  @JsonIgnore
  public boolean isSuccess() {
    return code.isSuccess();
  }

  /** The outcome as the partner is told it. */
  @JsonIgnore
  public String title() {
    return missing.isEmpty() ? code.title() : code.title() + ": " + String.join(", ", missing);
  }

  /** The outcome in one line, for operators. */
  public String inWords() {
    StringBuilder words = new StringBuilder(title());
    if (because != null) {
      words.append(". Before that: ").append(because);
    }
    if (failedStep != null) {
      words.append(". Failed at: ").append(failedStep);
    }
    if (!stranded.isEmpty()) {
      words.append(". Left behind, to be cleared up by hand: ").append(String.join(", ", stranded));
    }
    return words.toString();
  }
}
