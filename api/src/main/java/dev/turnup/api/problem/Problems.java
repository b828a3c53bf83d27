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
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns what was thrown into what the caller sees. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

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
    if (cause instanceof DatabindException misfit && !misfit.getPath().isEmpty()) {
      String field =
          misfit.getPath().stream()
              .map(
                  step ->
                      step.getPropertyName() == null
                          ? "[" + step.getIndex() + "]"
                          : step.getPropertyName())
              .collect(Collectors.joining("."));
      return new FieldError(field, "must be " + expected(misfit));
    }
    if (cause instanceof JacksonException malformed && malformed.getLocation() != null) {
      return new FieldError(
          "body",
          "must be one JSON object; it is malformed at line %d, column %d"
              .formatted(
                  malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
    }
    return new FieldError("body", "must be a JSON object");
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
