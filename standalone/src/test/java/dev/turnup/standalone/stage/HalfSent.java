package dev.turnup.standalone.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;

/**
 * A request of which half of the body was sent. It is under way: the server has said that it wants
 * the body (RFC 9110, section 10.1.1).
 */
public final class HalfSent implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket connection;
  private final byte[] rest;
  private final BufferedReader answer;

  private HalfSent(Socket connection, byte[] rest) throws IOException {
    this.connection = connection;
    this.rest = rest;
    answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  /** Posts to a port of this machine. */
  static HalfSent post(int port, String path, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    int half = bytes.length / 2;
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + bytes.length + "\r\nExpect: 100-continue\r\n\r\n");
    try {
      Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
      connection.setSoTimeout(PATIENCE_MILLIS);
      connection.getOutputStream().write(head.toString().getBytes(UTF_8));
      HalfSent request = new HalfSent(connection, Arrays.copyOfRange(bytes, half, bytes.length));
      assertThat(request.status()).isEqualTo(100);
      assertThat(request.answer.readLine()).isEmpty();
      connection.getOutputStream().write(bytes, 0, half);
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the other half; the status of the answer. */
  public int sendTheRest() {
    try {
      connection.getOutputStream().write(rest);
      return status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int status() throws IOException {
    String line = answer.readLine();
    assertThat(line).startsWith("HTTP/1.1 ");
    return Integer.parseInt(line.split(" ", -1)[1]);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
