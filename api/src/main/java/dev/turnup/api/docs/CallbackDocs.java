package dev.turnup.api.docs;

import dev.turnup.workflows.callback.CallbackSchedule;
import dev.turnup.workflows.callback.WebhookId;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.trace.Trace;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.callbacks.Callback;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The two callbacks, for each operation whose body says where to send them, and the trace that goes
 * on from its request to them.
 */
final class CallbackDocs {

  private static final String EVENT = "OutcomeEvent";
  private static final String TOKEN = "receivers_token";
  private static final String CORRELATION_ID = "0ff99395-1f79-4b73-8eba-6f00671c25aa";
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String TRACESTATE = "congo=t61rcWkgMzE";

  private CallbackDocs() {}

  static void addTo(OpenAPI api) {
    Components components = api.getComponents();
    components.addSchemas(EVENT, event());
    components.addSecuritySchemes(
        TOKEN,
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .description(
                "Authorization: Bearer and a token, if it was agreed upon with the operator that"
                    + " your receiver wants one: a fixed one, or one from your token endpoint by"
                    + " OAuth 2.0 client credentials"));
    components.addCallbacks(
        "success_event",
        callback(
            "callback_success_url",
            "It is done",
            "success_event: the one outcome of the operation, if all was done.",
            OutcomeCode::isSuccess,
            "612123456"));
    components.addCallbacks(
        "error_event",
        callback(
            "callback_error_url",
            "It is not done",
            "error_event: the one outcome of the operation, if it was not done. GET /v3/codes says"
                + " what to do next.",
            code -> !code.isSuccess(),
            ""));
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .filter(operation -> asksForCallbacks(operation, components))
        .forEach(
            operation -> {
              operation.addCallback("success_event", reference("success_event"));
              operation.addCallback("error_event", reference("error_event"));
              trace().forEach(operation::addParametersItem);
            });
  }

  private static Callback reference(String name) {
    return new Callback().$ref("#/components/callbacks/" + name);
  }

  private static boolean asksForCallbacks(Operation operation, Components components) {
    return BodyDocs.members(operation, components).contains("callback_success_url");
  }

  private static Callback callback(
      String url,
      String summary,
      String description,
      Predicate<OutcomeCode> codes,
      String service) {
    MediaType body = new MediaType().schema(new Schema<>().$ref(EVENT));
    Stream.of(OutcomeCode.values())
        .filter(codes)
        .forEach(code -> body.addExamples(code.name(), example(code, service)));
    Operation operation =
        new Operation()
            .summary(summary)
            .description(description + " " + promise())
            .requestBody(
                new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType("application/json", body)))
            .responses(responses())
            // Ours is for this API.
            .security(List.of(new SecurityRequirement(), new SecurityRequirement().addList(TOKEN)));
    headers().forEach(operation::addParametersItem);
    return new Callback()
        .addPathItem("{$request.body#/" + url + "}", new PathItem().post(operation));
  }

  private static String promise() {
    return "One of the two is sent, never both. The same event may arrive more than once: webhook-id"
        + " tells. Redirects are not followed, and of the answer's body no more than a few KiB are"
        + " read. What was not delivered is tried again for "
        + CallbackSchedule.WINDOW.toHours()
        + " hours, at growing pauses.";
  }

  private static Schema<?> event() {
    Schema<?> event =
        new Schema<>()
            .types(Set.of("object"))
            .description("The body of a callback: these three, always all of them, nothing else");
    event.setAdditionalProperties(false);
    event.addProperty(
        "code",
        text("SERVICE_CREATED").description("What became of the operation; see GET /v3/codes"));
    event.addProperty("title", text("Service created").description("The same in words"));
    event.addProperty(
        "service_id",
        text("612123456").description("The service; empty if none was assigned before it failed"));
    event.setRequired(List.of("code", "title", "service_id"));
    return event;
  }

  private static Example example(OutcomeCode code, String service) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("code", code.name());
    body.put("title", code.title());
    body.put("service_id", service);
    return new Example().summary(code.title()).value(body);
  }

  /** What a request may carry that goes on to the callbacks. */
  private static List<HeaderParameter> trace() {
    return List.of(
        optional(
            header(
                Trace.TRACEPARENT,
                "The trace that this is part of (W3C Trace Context): it goes on to the systems and"
                    + " the callbacks. Without it, or if it is malformed, a trace is begun",
                TRACEPARENT)),
        optional(
            header(
                Trace.TRACESTATE,
                "Beside traceparent; goes on as it is, if it has no more than 512 characters",
                TRACESTATE)));
  }

  private static List<HeaderParameter> headers() {
    return List.of(
        header(CorrelationId.HEADER, "The id of the operation, as the 202 had it", CORRELATION_ID),
        header(
            "webhook-id",
            "The id of the event, the same for every attempt and when it is sent again by request:"
                + " drop what you have had (Standard Webhooks 1.0)",
            WebhookId.of(CORRELATION_ID)),
        header(
            "webhook-timestamp", "When this attempt was made, in seconds since 1970", "1764037317"),
        optional(
            header(
                "webhook-signature",
                "One for each of your secrets that is live, separated by spaces: v1 is an"
                    + " HMAC-SHA256, v1a Ed25519, of webhook-id.webhook-timestamp.body. Missing only"
                    + " if no secret was agreed upon",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")),
        header(
            Trace.TRACEPARENT,
            "The trace of your request, with a span for each attempt (W3C Trace Context)",
            TRACEPARENT),
        optional(
            header(Trace.TRACESTATE, "As your request had it (W3C Trace Context)", TRACESTATE)),
        header("User-Agent", "Who we are", "Turnup"));
  }

  private static HeaderParameter header(String name, String description, String example) {
    HeaderParameter header = new HeaderParameter();
    header.name(name).required(true).description(description).schema(text(example));
    return header;
  }

  private static HeaderParameter optional(HeaderParameter header) {
    header.setRequired(false);
    return header;
  }

  private static ApiResponses responses() {
    return new ApiResponses()
        .addApiResponse("2XX", says("Delivered: it is not sent again"))
        .addApiResponse("3XX", says("Not delivered: redirects are not followed; tried again"))
        .addApiResponse(
            "410",
            says(
                "Not wanted any more: it is given up at once, and never sent again unless you or the"
                    + " operator ask for it"))
        .addApiResponse(
            "4XX",
            says(
                "Not delivered, tried again: a receiver may hear of an operation before its own"
                    + " record of it is written. Retry-After is obeyed, up to "
                    + CallbackSchedule.LONGEST_RETRY_AFTER.toHours()
                    + " hours"))
        .addApiResponse("5XX", says("Not delivered, tried again; Retry-After is obeyed as well"))
        .addApiResponse("default", says("Not delivered, tried again"));
  }

  private static ApiResponse says(String description) {
    return new ApiResponse().description(description);
  }

  private static Schema<?> text(String example) {
    Schema<String> schema = new Schema<>();
    schema.setTypes(Set.of("string"));
    schema.setExamples(List.of(example));
    return schema;
  }
}
