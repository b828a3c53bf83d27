package dev.turnup.standalone.stage;

import static org.awaitility.Awaitility.await;

import dev.turnup.workflows.callback.CallbackHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * A receiver of which each connection meets with what was told: the first with the first, and so
 * on; all that come later with the last.
 */
public final class MisbehavingReceiver implements AutoCloseable {

  /** What a connection meets with. It is closed afterwards. */
  public interface Behaviour {
    void meet(Socket connection) throws IOException, InterruptedException;
  }

  /** What arrived. */
  public record Request(String head, String body) {

    /** The header's first value; empty if it is not there. */
    public String header(String name) {
      Matcher header = Pattern.compile("(?mi)^" + name + ": *(.*?)\\r?$").matcher(head);
      return header.find() ? header.group(1) : "";
    }
  }

  private static final Pattern LENGTH = Pattern.compile("(?mi)^content-length: *([0-9]+)\\r?$");
  private static final Duration BETWEEN_DROPS = Duration.ofMillis(200);
  private static final Duration FOR_EVER = Duration.ofMinutes(10);
  private static final byte[] CHUNK =
      ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket server;
  private final String scheme;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private volatile List<Behaviour> behaviours;
  private final AtomicInteger met = new AtomicInteger();

  private MisbehavingReceiver(ServerSocket server, String scheme, List<Behaviour> behaviours) {
    this.server = server;
    this.scheme = scheme;
    this.behaviours = behaviours;
    threads.execute(this::accept);
  }

  /** One that behaves like this, to one connection after the other. */
  public static MisbehavingReceiver that(Behaviour... behaviours) {
    return on(0, behaviours);
  }

  /** The same on a port of which somebody knows. */
  public static MisbehavingReceiver on(int port, Behaviour... behaviours) {
    try {
      return over(new ServerSocket(), port, "http", behaviours);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with a certificate that it made for itself. */
  public static MisbehavingReceiver overTlsOfItsOwn() {
    try {
      ServerSocket server = SelfSigned.context().getServerSocketFactory().createServerSocket();
      return over(server, 0, "https", answers(200));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MisbehavingReceiver over(
      ServerSocket server, int port, String scheme, Behaviour... behaviours) throws IOException {
    server.setReuseAddress(true);
    bind(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new MisbehavingReceiver(server, scheme, List.of(behaviours));
  }

  /** One that listened there before is gone only when its thread has noticed. */
  private static void bind(ServerSocket server, InetSocketAddress address) {
    await()
        .ignoreException(BindException.class)
        .until(
            () -> {
              server.bind(address);
              return true;
            });
  }

  /** Reads the request and answers it. */
  public static Behaviour answers(int status, String... headers) {
    return answers(status, () -> headers);
  }

  /** The same with headers that are made up when they are wanted. */
  public static Behaviour answers(int status, Supplier<String[]> headers) {
    return connection ->
        write(
            connection,
            "HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\nConnection: close\r\n%s\r\n"
                .formatted(
                    status,
                    Arrays.stream(headers.get())
                        .map(header -> header + "\r\n")
                        .reduce("", String::concat)));
  }

  /** Reads the request and answers it with 200 and this. */
  public static Behaviour says(String json) {
    return connection ->
        write(
            connection,
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: %d\r
            Connection: close\r
            \r
            %s"""
                .formatted(json.length(), json));
  }

  /** Reads the request and breaks the connection off. */
  public static Behaviour resets() {
    // Closed like this, the other end gets an RST.
    return connection -> connection.setSoLinger(true, 0);
  }

  /** Reads the request, and that is all. */
  public static Behaviour hangs() {
    return connection -> Thread.sleep(FOR_EVER);
  }

  /** Answers byte by byte and never comes to the end of its headers. */
  public static Behaviour drips() {
    return connection -> {
      write(connection, "HTTP/1.1 200 OK\r\nX-Drops: ");
      while (true) {
        Thread.sleep(BETWEEN_DROPS);
        write(connection, ".");
      }
    };
  }

  /** Answers 200 with a body that has no end. */
  public static Behaviour pours() {
    return connection -> {
      write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      while (true) {
        connection.getOutputStream().write(CHUNK);
      }
    };
  }

  /** Speaks something else. */
  public static Behaviour mumbles() {
    return connection -> write(connection, "220 mail.partner.example ESMTP\r\n");
  }

  private static void write(Socket connection, String text) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** From now on it behaves like this. */
  public void mendsItsWays(Behaviour behaviour) {
    behaviours = List.of(behaviour);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Behaviour behaviour =
            behaviours.get(Math.min(met.getAndIncrement(), behaviours.size() - 1));
        threads.execute(() -> meet(connection, behaviour));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void meet(Socket connection, Behaviour behaviour) {
    try (connection) {
      requests.add(read(connection));
      behaviour.meet(connection);
    } catch (SocketException | SSLException gone) {
      // The other end has had enough.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new SocketException("ended before its request did");
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new Request(head.toString(), new String(body, StandardCharsets.UTF_8));
  }

  /** Where it is. */
  public String url() {
    String host = scheme.equals("http") ? "127.0.0.1" : "localhost";
    return scheme + "://" + host + ":" + server.getLocalPort() + "/callback";
  }

  /** As operators search for it. */
  public String host() {
    return CallbackHost.of(URI.create(url()));
  }

  /** The heads of the requests that arrived, in that order. */
  public List<String> heads() {
    return requests().stream().map(Request::head).toList();
  }

  /** How many connections there were, those without a request among them. */
  public int connections() {
    return met.get();
  }

  /** The requests that arrived, in that order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
