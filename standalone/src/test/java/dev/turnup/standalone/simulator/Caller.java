package dev.turnup.standalone.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a simulator of its own over HTTP; time goes twenty times as fast there. */
final class Caller implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  final BackEndSimulator simulator;

  /**
   * What came back.
   *
   * @param status 0 if nothing did
   */
  record Reply(int status, HttpHeaders headers, String text) {

    JsonNode json() {
      return JSON.readTree(text);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Caller() throws IOException {
    this(new Pace(20));
  }

  Caller(Pace pace) throws IOException {
    simulator = BackEndSimulator.start(pace);
  }

  Reply get(String path) {
    return send("GET", path, Map.of(), null);
  }

  Reply send(String method, String path, Map<String, String> headers, @Nullable Object body) {
    URI address = URI.create(path.startsWith("http") ? path : simulator.address() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      return new Reply(0, HttpHeaders.of(Map.of(), (name, value) -> true), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** DONE, UNDONE, NEVER, or empty for a key that is not known. */
  String deed(String key) {
    return get("/deeds").json().path(key).path("state").asString("");
  }

  JsonNode state(String correlationId, String kind) {
    return get("/state?of=" + correlationId).json().path(kind);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
