package dev.turnup.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.CorrelationId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param sentId the correlation id that the call carried; null if it carried none or several
 */
public record Answer(
    int status, Map<String, List<String>> headers, String body, @Nullable String sentId) {

  private static final JsonMapper JSON = new JsonMapper();

  public Answer {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** The header's one value; null if it is not there. */
  public @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    assertThat(values).as(name).hasSizeLessThanOrEqualTo(1);
    return values.isEmpty() ? null : values.getFirst();
  }

  public String id() {
    return Objects.requireNonNull(header(CorrelationId.HEADER), "no " + CorrelationId.HEADER);
  }

  /** An answer 202 as the contract has it. */
  public Answer isAccepted() {
    assertThat(status).as(body).isEqualTo(202);
    echoesTheId();
    assertThat(header("Content-Type")).isEqualTo("application/json");
    assertThat(header("Location")).isEqualTo("/v3/operations/" + id());
    assertThat(json()).isEqualTo(JSON.createObjectNode().put("external_reference_id", id()));
    return this;
  }

  /** An error answer as the contract has it. */
  public Answer isProblem(int expectedStatus, String code, String title) {
    assertThat(status).as(body).isEqualTo(expectedStatus);
    echoesTheId();
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    JsonNode problem = json();
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("title").asString()).isEqualTo(title);
    assertThat(problem.path("status").asInt()).isEqualTo(expectedStatus);
    assertThat(problem.path("type").asString())
        .isEqualTo("urn:turnup:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    return this;
  }

  /** A 503 that says when to come back. */
  public Answer isUnavailable() {
    isProblem(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable");
    assertThat(header("Retry-After")).isEqualTo("5");
    return this;
  }

  /** A 400 that blames these fields and no others. */
  public Answer isBadRequestNaming(String... fields) {
    isProblem(400, "BAD_REQUEST", "Request not valid");
    return names(fields);
  }

  public Answer names(String... fields) {
    assertThat(json().path("errors").valueStream().map(error -> error.path("field").asString()))
        .as(body)
        .containsExactlyInAnyOrder(fields);
    assertThat(json().path("errors").valueStream().map(error -> error.path("message").asString()))
        .allSatisfy(message -> assertThat(message).isNotBlank());
    return this;
  }

  private void echoesTheId() {
    assertThat(CorrelationId.parse(id())).as("a UUID in lower case").isPresent();
    if (sentId != null) {
      CorrelationId.parse(sentId).ifPresent(sent -> assertThat(id()).isEqualTo(sent.value()));
    }
  }
}
