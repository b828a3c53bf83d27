package dev.turnup.standalone.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked.
 *
 * @param address where we were found, as {@code http://host:port}
 * @param path its parts
 */
record Request(
    String method,
    String address,
    List<String> path,
    Map<String, String> query,
    Headers headers,
    String content) {

  static Request read(HttpExchange exchange) throws IOException {
    try (InputStream content = exchange.getRequestBody()) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      return new Request(
          exchange.getRequestMethod(),
          "http://" + Objects.requireNonNullElse(host, "localhost"),
          List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1)),
          query(exchange.getRequestURI().getRawQuery()),
          exchange.getRequestHeaders(),
          new String(content.readAllBytes(), UTF_8));
    }
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new LinkedHashMap<>();
    if (text != null) {
      Arrays.stream(text.split("&", -1))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> pair.length == 2)
          .forEach(
              pair ->
                  query.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
    }
    return query;
  }

  /** A header; null if it was not sent. */
  @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  String header(String name, String otherwise) {
    return Objects.requireNonNullElse(header(name), otherwise);
  }

  /** A JSON object, or {@link Malformed}. */
  ObjectNode body() {
    return Json.object(content);
  }
}
