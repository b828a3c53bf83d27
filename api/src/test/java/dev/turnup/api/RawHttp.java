package dev.turnup.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends what no HTTP client would send. */
public final class RawHttp {

  private static final String END_OF_LINE = "\r\n";
  private static final String LAST_CHUNK = END_OF_LINE + "0" + END_OF_LINE + END_OF_LINE;
  private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /**
   * Sends these lines and an empty one, and reads to the last chunk or the end of the connection.
   */
  public static Answer send(Desk desk, String... lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = String.join(END_OF_LINE, lines) + END_OF_LINE + END_OF_LINE;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      int count = socket.getInputStream().read(buffer);
      while (count >= 0) {
        answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        if (isWhole(answer.toString())) {
          break;
        }
        count = socket.getInputStream().read(buffer);
      }
      return parse(answer.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf(END_OF_LINE + END_OF_LINE);
    if (end < 0) {
      return false;
    }
    Matcher length = CONTENT_LENGTH.matcher(answer.substring(0, end + 2));
    return length.find()
        ? answer.length() == end + 4 + Integer.parseInt(length.group(1))
        : answer.endsWith(LAST_CHUNK);
  }

  private static Answer parse(String text) {
    int end = text.indexOf(END_OF_LINE + END_OF_LINE);
    List<String> head = text.substring(0, end).lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    boolean chunked = headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked");
    int status = Integer.parseInt(head.getFirst().substring(9, 12));
    return new Answer(status, headers, chunked ? joined(body) : body, null);
  }

  /** All bodies here are ASCII, so a chunk has as many characters as bytes. */
  private static String joined(String chunks) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int endOfSize = chunks.indexOf(END_OF_LINE, at);
      int size = Integer.parseInt(chunks.substring(at, endOfSize), 16);
      if (size == 0) {
        return whole.toString();
      }
      int start = endOfSize + 2;
      whole.append(chunks, start, start + size);
      at = start + size + 2;
    }
  }
}
