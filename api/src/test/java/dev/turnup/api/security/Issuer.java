package dev.turnup.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.turnup.api.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Whoever issues the tokens: says where its keys are (OpenID Connect Discovery 1.0), and shows
 * them.
 */
final class Issuer implements AutoCloseable {

  private static final String KEYS = "/keys";

  private final HttpServer server;

  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name(), keys()));
    answer(KEYS, Token.keys());
    server.start();
  }

  private void answer(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  /** What its tokens have as {@code iss}. */
  String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String keys() {
    return name() + KEYS;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
