package dev.turnup.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call with a valid token and an id of its own; each method breaks or changes one thing. */
public final class Call {

  private static final String ID = "Request-Correlation-Id";

  private final Desk desk;
  private final String method;
  private final String path;
  private final Map<String, List<String>> headers =
      new TreeMap<>(
          Map.of(
              "Authorization",
              List.of("Bearer " + Token.valid()),
              ID,
              List.of(UUID.randomUUID().toString())));
  private BodyPublisher body = BodyPublishers.noBody();

  Call(Desk desk, String method, String path) {
    this.desk = desk;
    this.method = method;
    this.path = path;
  }

  public Call as(Token token) {
    return header("Authorization", "Bearer " + token);
  }

  public Call asPartner(String partner) {
    return as(Token.valid().of(partner));
  }

  public Call withoutToken() {
    headers.remove("Authorization");
    return this;
  }

  public Call withId(String... ids) {
    return header(ID, ids);
  }

  public Call withoutId() {
    headers.remove(ID);
    return this;
  }

  public Call header(String name, String... values) {
    headers.put(name, List.of(values));
    return this;
  }

  public Call without(String header) {
    headers.remove(header);
    return this;
  }

  public Call with(Body json) {
    return withBody(json.toString());
  }

  public Call withBody(String text) {
    headers.put("Content-Type", List.of("application/json"));
    body = BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    return this;
  }

  public Call withBody(byte[] bytes) {
    headers.put("Content-Type", List.of("application/json"));
    body = BodyPublishers.ofByteArray(bytes);
    return this;
  }

  /** A body whose length is not told beforehand. */
  public Call withChunkedBody(byte[] bytes) {
    headers.put("Content-Type", List.of("application/json"));
    body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    return this;
  }

  public Answer send() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + desk.port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    try {
      HttpResponse<String> response =
          desk.client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.headers().map(), response.body(), sentId());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String sentId() {
    List<String> sent = headers.getOrDefault(ID, List.of());
    return sent.size() == 1 ? sent.getFirst() : null;
  }
}
