package dev.turnup.api.esim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who may report, on a real TLS connector. */
@ApiTest
class ClientCertificateTest {

  @TempDir private static Path folder;

  private static @Nullable Certificates certificates;
  private static @Nullable Path known;

  private final Desk desk;

  ClientCertificateTest(Desk desk) {
    this.desk = desk;
  }

  @DynamicPropertySource
  static void tls(DynamicPropertyRegistry properties) throws Exception {
    certificates = new Certificates(folder);
    Path server = made().issue("server", "CN=api.example", "-ext", "san=ip:127.0.0.1");
    Path trust = made().trust();
    known = made().issue("known", "CN=smdp.example, O=Provider");
    String bundle = "spring.ssl.bundle.jks.web.";
    properties.add(bundle + "keystore.location", server::toUri);
    properties.add(bundle + "keystore.password", () -> Certificates.PASSWORD);
    properties.add(bundle + "keystore.type", () -> Certificates.TYPE);
    properties.add(bundle + "truststore.location", trust::toUri);
    properties.add(bundle + "truststore.password", () -> Certificates.PASSWORD);
    properties.add(bundle + "truststore.type", () -> Certificates.TYPE);
    properties.add("server.ssl.bundle", () -> "web");
    properties.add("server.ssl.client-auth", () -> "want");
    properties.add("turnup.esim.clients", () -> "smdp.example,other-smdp.example");
  }

  @Test
  void takesReportsOfAnSmDpPlusThatIsOnTheList() throws Exception {
    Answer answer = report(known, null);

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(answer.header("X-Admin-Protocol")).isEqualTo("gsma/rsp/v2.2.0");
  }

  @Test
  void refusesAnSmDpPlusThatIsNotOnTheList() throws Exception {
    Path keys = made().issue("unknown", "CN=stranger.example, O=smdp.example");

    report(keys, null)
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
  }

  @Test
  void isNotTakenInByANameInAnotherPlace() throws Exception {
    Path keys = made().issue("sly", "CN=stranger.example\\, CN=smdp.example, OU=smdp.example");

    report(keys, null)
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
  }

  @Test
  void refusesWhoHasNeitherACertificateNorAToken() throws Exception {
    report(null, null).isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  @Test
  void refusesACertificateOfAnotherAuthorityInTheHandshake(@TempDir Path elsewhere)
      throws Exception {
    Path keys = new Certificates(elsewhere).issue("forged", "CN=smdp.example");

    assertThatThrownBy(() -> report(keys, null)).isInstanceOf(IOException.class);
  }

  @Test
  void takesATokenFromAGatewayWithoutACertificate() throws Exception {
    assertThat(report(null, Token.valid().withScope("events:write")).status()).isEqualTo(204);
    report(null, Token.valid().withScope("services:write operations:read metrics:read"))
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
  }

  @Test
  void doesNotOpenTheRestOfTheApiToAnSmDpPlus() throws Exception {
    send(known, "/v3/tv/", null).isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
    send(known, "/systems/tmf640/listener/monitorStateChangeEvent", null)
        .isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  private Answer report(@Nullable Path keys, @Nullable Token token) throws Exception {
    return send(keys, Report.PATH, token);
  }

  private Answer send(@Nullable Path keys, String path, @Nullable Token token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + desk.port() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("X-Admin-Protocol", "gsma/rsp/v2.2.0")
            .POST(BodyPublishers.ofString(Report.installed().toString()));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(made().client(keys))
            .build()) {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers().map(), response.body(), null);
    }
  }

  private static Certificates made() {
    return Objects.requireNonNull(certificates);
  }
}
