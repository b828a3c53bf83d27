package dev.turnup.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = WorkerApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = RunningWorker.NO_TEMPORAL)
class WorkerSecurityTest {

  private static final String METRICS = "/actuator/prometheus";
  private static final JWSHeader UNTYPED = new JWSHeader(JWSAlgorithm.RS256);
  private static final RSAKey KEY = newKey();

  @TempDir private static Path folder;

  private final RunningWorker worker;

  WorkerSecurityTest(@Autowired Environment environment) {
    worker = new RunningWorker(environment);
  }

  @DynamicPropertySource
  static void trustTheKey(DynamicPropertyRegistry properties) throws IOException, JOSEException {
    Path publicKey = folder.resolve("key.pem");
    Files.writeString(
        publicKey,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(KEY.toRSAPublicKey().getEncoded())));
    properties.add(
        "spring.security.oauth2.resourceserver.jwt.public-key-location",
        () -> publicKey.toUri().toString());
  }

  @Test
  void showsMetricsToWhoMayReadThem() throws Exception {
    HttpResponse<String> answer = read(METRICS, token(UNTYPED, valid(), KEY));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("jvm_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
  void takesTokensOfType(String type) throws Exception {
    assertThat(read(METRICS, token(typed(type), valid(), KEY)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        METRICS,
        "/actuator/env",
        "/.well-known/oauth-protected-resource",
        "/error",
        "/no/such/path"
      })
  void isClosedToStrangersAt(String path) throws Exception {
    HttpResponse<String> answer = worker.get(path);

    isUnauthorized(answer);
    assertThat(challenge(answer)).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void isClosedToStrangersForOtherMethodsOnHealth(String method) throws Exception {
    isUnauthorized(worker.call(method, "/actuator/health"));
  }

  static Stream<Arguments> badTokens() {
    Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));
    return Stream.of(
        Arguments.of("an expired token", token(UNTYPED, valid().expirationTime(past), KEY)),
        Arguments.of("a token for another audience", token(UNTYPED, valid().audience("x"), KEY)),
        Arguments.of("a token of another key", token(UNTYPED, valid(), newKey())),
        Arguments.of("a token of another type", token(typed("dpop+jwt"), valid(), KEY)),
        Arguments.of("something else", "garbage"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void answers401For(String what, String token) throws Exception {
    HttpResponse<String> answer = read(METRICS, token);

    isUnauthorized(answer);
    assertThat(challenge(answer)).isEqualTo("Bearer error=\"invalid_token\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "services:write operations:read", "metrics:reads"})
  void answers403WithoutTheScopeForMetrics(String scope) throws Exception {
    HttpResponse<String> answer = read(METRICS, token(UNTYPED, valid().claim("scope", scope), KEY));

    isProblem(answer, 403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    assertThat(challenge(answer)).contains("insufficient_scope");
  }

  @Test
  void hasNoMetadataOfItselfForThoseWithATokenEither() throws Exception {
    HttpResponse<String> answer =
        read("/.well-known/oauth-protected-resource", token(UNTYPED, valid(), KEY));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void showsStrangersWhatIsUpAndDownAndNoMore() throws Exception {
    HttpResponse<String> liveness = worker.get("/actuator/health/liveness");
    HttpResponse<String> health = worker.get("/actuator/health");
    HttpResponse<String> readiness = worker.get("/actuator/health/readiness");

    assertThat(liveness.statusCode()).isEqualTo(200);
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(readiness.statusCode()).isEqualTo(503);
    assertThat(readiness.body()).contains("\"worker\":{\"status\":\"DOWN\"}");
    assertThat(health.body() + readiness.body()).doesNotContain("details");
  }

  @Test
  void tellsThoseWithATokenWhatIsInTheWay() throws Exception {
    HttpResponse<String> readiness =
        read("/actuator/health/readiness", token(UNTYPED, valid(), KEY));

    assertThat(readiness.body()).contains("\"details\":{\"state\":");
  }

  private HttpResponse<String> read(String path, String token) throws Exception {
    return worker.get(path, "Authorization", "Bearer " + token);
  }

  private static void isUnauthorized(HttpResponse<String> answer) {
    isProblem(answer, 401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  private static void isProblem(
      HttpResponse<String> answer, int status, String code, String title) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .startsWith("{\"code\":\"%s\",\"title\":\"%s\",\"status\":".formatted(code, title))
        .endsWith("}");
  }

  private static String challenge(HttpResponse<String> answer) {
    return String.join(" and ", answer.headers().allValues("WWW-Authenticate"));
  }

  private static JWTClaimsSet.Builder valid() {
    return new JWTClaimsSet.Builder()
        .subject("prometheus")
        .audience("turnup")
        .claim("scope", "metrics:read")
        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
  }

  private static JWSHeader typed(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build();
  }

  private static String token(JWSHeader header, JWTClaimsSet.Builder claims, RSAKey key) {
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
