package dev.turnup.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.RawHttp;
import dev.turnup.api.Token;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ApiTest
class SecurityTest {

  private static final String STATUS = "/v3/operations/" + UUID.randomUUID();

  private final Desk desk;

  SecurityTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void answers401WithoutAToken() {
    Answer answer = isUnauthorized(desk.post("/v3/tv/").withoutToken().send());

    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  static Stream<Arguments> badTokens() {
    return Stream.of(
        Arguments.of("an expired token", Token.valid().expired()),
        Arguments.of("a token for another audience", Token.valid().with("aud", "other")),
        Arguments.of("a token for no audience", Token.valid().without("aud")),
        Arguments.of("a token of another key", Token.valid().signedByAnotherKey()),
        Arguments.of("a token that names no partner", Token.valid().without("sub")),
        Arguments.of("a token with an empty partner", Token.valid().of("")),
        Arguments.of("a token with a partner of spaces", Token.valid().of("a b")),
        Arguments.of("a token with a long partner", Token.valid().of("x".repeat(101))),
        Arguments.of("a token of another type", Token.valid().ofType("dpop+jwt")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void answers401For(String what, Token token) {
    Answer answer = isUnauthorized(desk.post("/v3/tv/").as(token).send());

    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer error=\"invalid_token\", error_description=\"")
        .doesNotContain("resource_metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer garbage",
        "Bearer",
        "Bearer a.b.c",
        "Bearer !!!",
        "Basic dXNlcjpzZWNyZXQ=",
        "DPoP a.b.c",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY21lIiwiYXVkIjoidHVybnVwIn0."
      })
  void answers401ForAnAuthorizationLike(String authorization) {
    Answer answer =
        isUnauthorized(desk.post("/v3/tv/").header("Authorization", authorization).send());

    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer")
        .doesNotContain("resource_metadata");
  }

  @Test
  void tellsStrangersNothingButThatCredentialsAreMissing() {
    Answer answer = desk.post("/v3/tv/").as(Token.valid().expired()).send();

    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("code", "title", "status", "type");
    isUnauthorized(desk.get("/v3/no/such/path").withoutToken().send());
    isUnauthorized(desk.call("DELETE", "/v3/tv/").withoutToken().send());
    isUnauthorized(desk.post("/v3/tv/").withoutToken().header("Accept", "text/html").send());
    isUnauthorized(desk.post("/v3/tv/").withoutToken().withBody(new byte[300 * 1024]).send());
  }

  /** Nothing of it is sent: whoever waited for it would never answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void answers401WithoutReadingTheBody(String type) {
    isUnauthorized(
        RawHttp.send(
            desk,
            "PATCH /v3/tv/1/devices/2 HTTP/1.1",
            "Host: localhost",
            "Content-Type: " + type,
            "Content-Length: 200000",
            "Connection: close"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
  void takesTokensOfType(String type) {
    desk.post("/v3/tv/").as(Token.valid().ofType(type)).send().isAccepted();
  }

  @Test
  void takesTokensForSeveralAudiences() {
    desk.post("/v3/tv/")
        .as(Token.valid().with("aud", List.of("other", "turnup")))
        .send()
        .isAccepted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "operations:read metrics:read", "services:writes"})
  void answers403ForStartingOperationsWithoutItsScope(String scope) {
    Token token = Token.valid().withScope(scope);

    Answer answer = isForbidden(desk.post("/v3/tv/").as(token).send());

    assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
    isForbidden(desk.patch("/v3/tv/1/devices/2").as(token).send());
  }

  @Test
  void answers403ForLookingUpWithoutItsScope() {
    isForbidden(desk.get(STATUS).as(Token.valid().withScope("services:write")).send());
  }

  /** A service type may well be called like one of our own paths. */
  @ParameterizedTest
  @ValueSource(strings = {"/v3/operations/1/devices/2", "/v3/schemas/1/devices/2", "/v3/codes"})
  void answers403ForChangingAnythingWithTheScopeToLookUp(String path) {
    Token reader = Token.valid().withScope("operations:read");

    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      isForbidden(desk.call(method, path).as(reader).send());
    }
  }

  @Test
  void answers403ForMetricsWithoutTheirScope() {
    Token partner = Token.valid().withScope("services:write operations:read");

    isForbidden(desk.get("/actuator/prometheus").as(partner).send());
  }

  @Test
  void showsMetricsToWhoMayReadThem() {
    Answer answer =
        desk.get("/actuator/prometheus").as(Token.valid().withScope("metrics:read")).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("jvm_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/openapi",
        "/openapi.yaml",
        "/openapi/swagger-config",
        "/swagger-ui/index.html"
      })
  void isOpenToEverybodyAt(String path) {
    Answer answer = desk.get(path).withoutToken().send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void showsTheSwaggerUiToEverybody() {
    Answer answer = desk.get("/swagger-ui.html").withoutToken().send();

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/swagger-ui/index.html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/shutdown",
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/v3",
        "/error",
        "/favicon.ico",
        "/v3",
        "/v3/operations",
        "/no/such/path"
      })
  void isClosedToStrangersAt(String path) {
    isUnauthorized(desk.get(path).withoutToken().send());
  }

  @Test
  void hasNoMetadataOfItselfForThoseWithATokenEither() {
    desk.get("/.well-known/oauth-protected-resource")
        .send()
        .isProblem(404, "NOT_FOUND", "Resource not found");
  }

  @Test
  void isClosedToStrangersForOtherMethodsOnOpenPaths() {
    for (String method : List.of("POST", "PUT", "DELETE")) {
      Call call = desk.call(method, "/actuator/health").withoutToken();

      isUnauthorized(call.send());
    }
  }

  @Test
  void keepsNoSession() {
    assertThat(desk.get("/actuator/health").send().header("Set-Cookie")).isNull();
    assertThat(desk.post("/v3/tv/").send().header("Set-Cookie")).isNull();
  }

  private static Answer isUnauthorized(Answer answer) {
    return answer.isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  private static Answer isForbidden(Answer answer) {
    return answer.isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
  }
}
