package dev.turnup.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the document says of the headers of answers, beside those that answers have. */
@ApiTest
class DescribedHeadersTest {

  /** Of HTTP itself, and what Spring Security has browsers told with every answer. */
  private static final Set<String> UNDESCRIBED =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "date",
          "expires",
          "keep-alive",
          "pragma",
          "transfer-encoding",
          "vary",
          "x-content-type-options",
          "x-frame-options",
          "x-xss-protection");

  /** What it asks for beside its own, every operation passes over. */
  private static final Body BODY =
      Body.createService()
          .with("category", "eSIM")
          .with("new_service_device_details", Map.of())
          .with("failed_since", "2026-11-24T00:00:00Z");

  private static final List<UnaryOperator<Call>> WAYS_TO_CALL =
      List.of(
          call -> call,
          Call::withoutToken,
          call -> call.as(Token.valid().withScope("none")),
          call -> call.withId("nonsense"),
          call -> call.header("Accept", "text/html"),
          call -> call.header("Content-Type", "text/plain"),
          call -> call.withBody(new byte[256 * 1024 + 1]));

  private final Desk desk;

  DescribedHeadersTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void areThoseOfEveryAnswerOfEveryOperation() {
    Map<String, Set<String>> described = new TreeMap<>();
    Map<String, Set<String>> seen = new TreeMap<>();

    JsonNode paths = desk.get("/openapi").withoutToken().send().json().path("paths");
    paths.forEachEntry(
        (path, operations) ->
            operations.forEachEntry(
                (method, operation) -> {
                  String name = method.toUpperCase(Locale.ROOT) + " " + path + " ";
                  described.putAll(described(name, operation.path("responses")));
                  seen.putAll(seen(name, path, method, operation.has("requestBody")));
                }));

    assertThat(seen)
        .containsKeys(
            "GET /v3/codes 200",
            "GET /v3/operations/{correlation_id} 404",
            "PATCH /v3/{service_type}/{service_id}/devices/{device_id} 202",
            "PATCH /v3/{service_type}/{service_id}/devices/{device_id} 415",
            "POST /v3/{service_type}/ 406",
            "POST /v3/{service_type}/ 413")
        .allSatisfy(
            (answer, headers) -> assertThat(headers).as(answer).isEqualTo(described.get(answer)));
  }

  private static Map<String, Set<String>> described(String operation, JsonNode answers) {
    Map<String, Set<String>> headers = new TreeMap<>();
    answers.forEachEntry(
        (status, answer) ->
            headers.put(operation + status, lowerCase(answer.path("headers").propertyNames())));
    return headers;
  }

  private Map<String, Set<String>> seen(
      String operation, String template, String method, boolean hasBody) {
    String path =
        template
            .replace("{service_type}", "tv")
            .replace("{service_id}", "1")
            .replace("{device_id}", "2")
            .replace("{correlation_id}", UUID.randomUUID().toString());
    Map<String, Set<String>> headers = new TreeMap<>();
    for (UnaryOperator<Call> way : WAYS_TO_CALL) {
      Call call = desk.call(method.toUpperCase(Locale.ROOT), path);
      Call changed = way.apply(hasBody ? call.with(BODY) : call);
      // A request with a body is a duplicate the second time.
      note(operation, changed.send(), headers);
      note(operation, changed.send(), headers);
    }
    note(operation, desk.call("DELETE", path).send(), headers);
    return headers;
  }

  private static void note(String operation, Answer answer, Map<String, Set<String>> headers) {
    Set<String> names = lowerCase(answer.headers().keySet());
    names.removeAll(UNDESCRIBED);
    headers.computeIfAbsent(operation + answer.status(), first -> new TreeSet<>()).addAll(names);
  }

  private static Set<String> lowerCase(Iterable<String> names) {
    Set<String> inLowerCase = new TreeSet<>();
    names.forEach(name -> inLowerCase.add(name.toLowerCase(Locale.ROOT)));
    return inLowerCase;
  }
}
