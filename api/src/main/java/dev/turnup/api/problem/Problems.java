package dev.turnup.api.problem;

import dev.turnup.api.problem.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns what was thrown into what the caller sees. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /** Of the parser: without them a small body could keep it busy for long. */
  private static final StreamReadConstraints LIMITS = StreamReadConstraints.defaults();

  @ExceptionHandler
  ResponseEntity<Object> invalid(InvalidRequest request) {
    return request.toProblem().toResponse();
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(Refusal refusal) {
    if (refusal.getCause() != null) {
      log.warn("Answering {}: {}", refusal.getMessage(), refusal.getCause().toString());
    }
    return refusal.toProblem().toResponse(refusal.headers());
  }

  @ExceptionHandler
  ResponseEntity<Object> unforeseen(Exception fault) {
    log.error("Answering 500 for a fault that nobody foresaw", fault);
    return Problem.of(ProblemCode.INTERNAL_SERVER_ERROR).toResponse();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge) {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE).toResponse();
      }
    }
    return InvalidRequest.because(List.of(whatIsWrong(unreadable.getCause())))
        .toProblem()
        .toResponse();
  }

  /** Names the field and what was expected there; the parser's own words would quote the value. */
  private static FieldError whatIsWrong(@Nullable Throwable cause) {
    if (!(cause instanceof JacksonException refused)) {
      return new FieldError("body", "must be a JSON object");
    }
    String field = field(refused);
    if (refused instanceof StreamConstraintsException) {
      return new FieldError(
          field,
          ("must have no number of more than %d characters, no name of more than %d and no more"
                  + " than %d levels")
              .formatted(
                  LIMITS.getMaxNumberLength(),
                  LIMITS.getMaxNameLength(),
                  LIMITS.getMaxNestingDepth()));
    }
    if (refused instanceof InputCoercionException) {
      return new FieldError(field, "is too large a number");
    }
    if (refused instanceof DatabindException misfit && !refused.getPath().isEmpty()) {
      return new FieldError(field, "must be " + expected(misfit));
    }
    return refused.getLocation() == null
        ? new FieldError("body", "must be a JSON object")
        : new FieldError(
            "body",
            "must be one JSON object; it is malformed at line %d, column %d"
                .formatted(refused.getLocation().getLineNr(), refused.getLocation().getColumnNr()));
  }

  /** As far as the parser knows it. */
  private static String field(JacksonException refused) {
    return refused.getPath().isEmpty()
        ? "body"
        : refused.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
  }

  private static String expected(DatabindException misfit) {
    Class<?> type =
        misfit instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (type == null) {
      return "of another form";
    }
    if (type == String.class) {
      return "a string";
    }
    return Number.class.isAssignableFrom(type) ? "a number" : "a JSON object";
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemCode code = codeOf(status);
    if (code == ProblemCode.INTERNAL_SERVER_ERROR) {
      return unforeseen(exception);
    }
    return Problem.of(code).toResponse(headers);
  }

  /** The code for a status that the framework has decided on. */
  static ProblemCode codeOf(HttpStatusCode status) {
    return switch (status.value()) {
      case 401 -> ProblemCode.UNAUTHORIZED_REQUEST;
      case 403 -> ProblemCode.FORBIDDEN_RESOURCE;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      // By Tomcat, for transfer encodings and versions of HTTP that nobody knows: no fault of ours.
      case 501, 505 -> ProblemCode.BAD_REQUEST;
      case 503 -> ProblemCode.SERVICE_UNAVAILABLE;
      default ->
          status.is4xxClientError() ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL_SERVER_ERROR;
    };
  }
}
