package dev.turnup.standalone.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Stands for the site from which the Temporal SDK downloads the program. */
public final class DownloadSite implements AutoCloseable {

  /** The system property by which the SDK is told where that site is. */
  public static final String ADDRESS = "io.temporal.testing.devServerDownloadBaseUrl";

  private static final String PROGRAM = "temporal";

  private final HttpServer server;

  private DownloadSite(HttpServer server) {
    this.server = server;
  }

  /** Has an archive in which the program is this shell script. */
  public static DownloadSite offering(String script) {
    return offering(PROGRAM, script);
  }

  /** Has an archive in which everything but the program is. */
  public static DownloadSite offeringNoProgram() {
    return offering("README", "Nothing here.");
  }

  private static DownloadSite offering(String file, String content) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      DownloadSite site = new DownloadSite(server);
      byte[] archive = archive(file, content);
      server.createContext("/cli/default", exchange -> answer(exchange, site.description()));
      server.createContext("/archive", exchange -> answer(exchange, archive));
      server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String file, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private byte[] description() {
    return "{\"archiveUrl\":\"%s/archive\",\"fileToExtract\":\"%s\"}"
        .formatted(address(), PROGRAM)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Takes it off the net. */
  @Override
  public void close() {
    server.stop(0);
  }
}
