package dev.turnup.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of every refusal: {@code code} and {@code title} as the published API has them, with the
 * members of RFC 9457 around them.
 *
 * @param errors which fields were not valid; left out if none is to blame
 */
@JsonPropertyOrder({"code", "title", "status", "type", "detail", "errors"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String code,
    String title,
    int status,
    String type,
    @Nullable String detail,
    List<FieldError> errors) {

  /**
   * What is wrong with one field.
   *
   * @param field its name as the caller wrote it, with dots for members of members
   * @param message what was expected
   */
  public record FieldError(String field, String message) {}

  static Problem of(ProblemCode code) {
    return of(code, null);
  }

  static Problem of(ProblemCode code, @Nullable String detail) {
    return of(code, code.title(), detail, List.of());
  }

  static Problem of(
      ProblemCode code, String title, @Nullable String detail, List<FieldError> errors) {
    String type = "urn:turnup:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Problem(code.name(), title, code.status().value(), type, detail, errors);
  }

  /** The answer that carries this problem, whatever media types the caller accepts. */
  ResponseEntity<Object> toResponse(HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(this);
  }

  ResponseEntity<Object> toResponse() {
    return toResponse(HttpHeaders.EMPTY);
  }
}
