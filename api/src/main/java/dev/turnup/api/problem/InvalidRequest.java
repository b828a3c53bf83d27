package dev.turnup.api.problem;

import dev.turnup.api.problem.Problem.FieldError;
import java.util.List;

/**
 * A request that is not valid. The caller sees 400 {@code BAD_REQUEST} with the fields to blame.
 */
public final class InvalidRequest extends RuntimeException {

  private final transient List<FieldError> errors;
  private final String title;

  private InvalidRequest(String title, List<FieldError> errors) {
    super(errors.toString());
    this.title = title;
    this.errors = List.copyOf(errors);
  }

  /** A request with these faults. */
  public static InvalidRequest because(List<FieldError> errors) {
    return new InvalidRequest(ProblemCode.BAD_REQUEST.title(), errors);
  }

  /** A request with one fault. */
  public static InvalidRequest because(String field, String message) {
    return because(List.of(new FieldError(field, message)));
  }

  /** The same faults under a title that is prescribed. */
  public InvalidRequest titled(String prescribed) {
    return new InvalidRequest(prescribed, errors);
  }

  Problem toProblem() {
    FieldError first = errors.getFirst();
    return Problem.of(
        ProblemCode.BAD_REQUEST, title, first.field() + ": " + first.message(), errors);
  }
}
