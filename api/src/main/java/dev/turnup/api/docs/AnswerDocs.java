package dev.turnup.api.docs;

import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.CorrelationId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers of all answers, and the refusals with an example of each. */
final class AnswerDocs {

  private static final String PROBLEM = "application/problem+json";
  private static final String JSON = "application/json";
  private static final int ACCEPTED = 202;
  private static final String LOOK_UP = "/v3/operations/0ff99395-1f79-4b73-8eba-6f00671c25aa";

  private AnswerDocs() {}

  static void addTo(OpenAPI api) {
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            addTo(
                                operation,
                                method,
                                path,
                                BodyDocs.members(operation, api.getComponents()))));
  }

  private static void addTo(
      Operation operation, HttpMethod method, String path, Set<String> members) {
    operation
        .getResponses()
        .forEach(
            (status, answer) -> {
              answer.addHeaderObject(CorrelationId.HEADER, correlationId());
              if (status.equals(String.valueOf(ACCEPTED))) {
                answer.addHeaderObject("Location", header("Where to look it up", LOOK_UP));
              }
            });
    Stream.of(ProblemCode.values())
        .filter(code -> mayAnswer(code, operation, path))
        .collect(
            Collectors.groupingBy(code -> code.status().value(), TreeMap::new, Collectors.toList()))
        .forEach(
            (status, codes) ->
                operation
                    .getResponses()
                    .addApiResponse(status.toString(), refusal(codes, method, members)));
  }

  private static boolean mayAnswer(ProblemCode code, Operation operation, String path) {
    return switch (code) {
      case TOO_LATE_TO_CANCEL -> path.endsWith("/cancellations");
      case NOTHING_TO_TELL ->
          begins(operation) && path.endsWith("{correlation_id}/callback-redeliveries");
      case TOO_MANY_REQUESTS -> begins(operation) && path.endsWith("/callback-redeliveries");
      case DUPLICATE_WORKFLOW_ID, UNSUPPORTED_MEDIA_TYPE -> operation.getRequestBody() != null;
      case BAD_REQUEST,
          UNAUTHORIZED_REQUEST,
          FORBIDDEN_RESOURCE,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          // A body that nobody asked for is measured as well.
          PAYLOAD_TOO_LARGE,
          INTERNAL_SERVER_ERROR,
          SERVICE_UNAVAILABLE ->
          true;
    };
  }

  /** Whether it does something, and does not only show it. */
  private static boolean begins(Operation operation) {
    return operation.getResponses().containsKey(String.valueOf(ACCEPTED));
  }

  private static ApiResponse refusal(
      List<ProblemCode> codes, HttpMethod method, Set<String> members) {
    MediaType body =
        new MediaType().schema(new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + "Problem"));
    codes.forEach(code -> examples(code, members).forEach(body::addExamples));
    ApiResponse answer =
        new ApiResponse()
            .description(codes.stream().map(ProblemCode::name).collect(Collectors.joining(", ")))
            .addHeaderObject(CorrelationId.HEADER, correlationId())
            .content(new Content().addMediaType(PROBLEM, body));
    if (codes.contains(ProblemCode.SERVICE_UNAVAILABLE)
        || codes.contains(ProblemCode.TOO_MANY_REQUESTS)) {
      answer.addHeaderObject("Retry-After", header("When to ask again, in seconds", "5"));
    }
    if (codes.contains(ProblemCode.DUPLICATE_WORKFLOW_ID)) {
      answer.addHeaderObject(
          "Location", header("The first request with this id, if it was yours", LOOK_UP));
    }
    if (codes.contains(ProblemCode.NOT_ACCEPTABLE)) {
      answer.addHeaderObject(
          "Accept", header("If it is NOT_ACCEPTABLE, what answers are made of", JSON));
    }
    if (codes.contains(ProblemCode.UNSUPPORTED_MEDIA_TYPE)) {
      answer.addHeaderObject("Accept", header("What a body has to be", JSON));
      if (method == HttpMethod.PATCH) {
        answer.addHeaderObject("Accept-Patch", header("The same (RFC 5789)", JSON));
      }
    }
    if (codes.contains(ProblemCode.METHOD_NOT_ALLOWED)) {
      answer.addHeaderObject("Allow", header("The methods that are", "POST"));
    }
    if (codes.contains(ProblemCode.UNAUTHORIZED_REQUEST)) {
      answer.addHeaderObject(
          "WWW-Authenticate", header("What is wrong with the token, if there was one", "Bearer"));
    }
    if (codes.contains(ProblemCode.FORBIDDEN_RESOURCE)) {
      answer.addHeaderObject(
          "WWW-Authenticate",
          header("That the token lacks the scope", "Bearer error=\"insufficient_scope\""));
    }
    return answer;
  }

  /**
   * Those that fit.
   *
   * @param members of the request's body
   */
  private static Map<String, Example> examples(ProblemCode code, Set<String> members) {
    Map<String, Example> examples = new LinkedHashMap<>();
    if (code == ProblemCode.BAD_REQUEST) {
      examples.put(code.name(), badRequest(members));
      if (members.contains("callback_error_url")) {
        examples.put(
            "MISSING_CALLBACK_URL",
            example(code, "MISSING CALLBACK URL", "callback_error_url", "is required"));
        examples.put(
            "CALLBACK_URL_NOT_ALLOWED",
            example(
                code,
                "CALLBACK URL NOT ALLOWED",
                "callback_success_url",
                "must begin with https://"));
      }
    } else {
      examples.put(
          code.name(), new Example().summary(code.next()).value(problem(code, code.title())));
    }
    return examples;
  }

  private static Example badRequest(Set<String> members) {
    for (String details : List.of("service_details", "new_service_device_details")) {
      if (members.contains(details)) {
        return badRequest(details, "is required and must be a JSON object");
      }
    }
    return members.contains("failed_since")
        ? badRequest("failed_since", "is required")
        : badRequest(CorrelationId.HEADER, "must be one UUID, such as 8-4-4-4-12 hex digits");
  }

  private static Example badRequest(String field, String message) {
    return example(ProblemCode.BAD_REQUEST, ProblemCode.BAD_REQUEST.title(), field, message);
  }

  private static Example example(ProblemCode code, String title, String field, String message) {
    Map<String, Object> problem = problem(code, title);
    problem.put("detail", field + ": " + message);
    problem.put("errors", List.of(Map.of("field", field, "message", message)));
    return new Example().summary(code.next()).value(problem);
  }

  private static Map<String, Object> problem(ProblemCode code, String title) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("code", code.name());
    problem.put("title", title);
    problem.put("status", code.status().value());
    problem.put(
        "type", "urn:turnup:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return problem;
  }

  private static Header correlationId() {
    return new Header()
        .description("The id of the operation: the request's, or one that was minted")
        .required(true)
        .schema(new UUIDSchema());
  }

  private static Header header(String description, String example) {
    Schema<String> text = new Schema<>();
    text.setTypes(Set.of("string"));
    text.setExamples(List.of(example));
    return new Header().description(description).schema(text);
  }
}
