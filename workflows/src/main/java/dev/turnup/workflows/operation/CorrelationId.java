package dev.turnup.workflows.operation;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of an operation, and of its workflow: a UUID in its canonical text form (RFC 9562, section
 * 4). Upper-case digits are accepted and written in lower case, so that the same id in another case
 * is the same operation.
 */
public record CorrelationId(String value) {

  /** The header that carries it in requests, answers and callbacks. */
  public static final String HEADER = "Request-Correlation-Id";

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if it is not a UUID in lower case
   */
  public CorrelationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a UUID in canonical form");
    }
  }

  /** The id that the text stands for; empty if it is not a UUID. */
  public static Optional<CorrelationId> parse(String text) {
    String canonical = text.toLowerCase(Locale.ROOT);
    return FORM.matcher(canonical).matches()
        ? Optional.of(new CorrelationId(canonical))
        : Optional.empty();
  }

  /** The id that stands for this UUID. */
  public static CorrelationId of(UUID id) {
    return new CorrelationId(id.toString());
  }

  /** The id of the operation's workflow: the same text. */
  public String workflowId() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }
}
