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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;

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
  private static final String MUCH = "x".repeat(0x1000);
  private static final byte[] CHUNK =
      ("1000\r\n" + MUCH + "\r\n").getBytes(StandardCharsets.US_ASCII);

  /** By which whoever speaks TLS begins (RFC 8446, section 5.1). */
  private static final int HANDSHAKE = 0x16;

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
    if (!behaviours.isEmpty()) {
      threads.execute(this::accept);
    }
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

  /** One whose machine takes connections that nobody serves, until it mends its ways. */
  public static MisbehavingReceiver thatIsAsleep() {
    return on(0);
  }

  /** One with a certificate that it made for itself. */
  public static MisbehavingReceiver overTlsOfItsOwn() {
    return overTls(0, SelfSigned.forThisMachine(), List.of(), answers(200));
  }

  /**
   * One with this certificate.
   *
   * @param callers whose certificates it demands; empty if it takes anybody
   * @param behaviours none for one that leaves handshakes unanswered until it mends its ways
   */
  public static MisbehavingReceiver overTls(
      int port, SelfSigned shown, List<SelfSigned> callers, Behaviour... behaviours) {
    try {
      SSLServerSocket server =
          (SSLServerSocket)
              shown.contextThatTrusts(callers).getServerSocketFactory().createServerSocket();
      server.setNeedClientAuth(!callers.isEmpty());
      return over(server, port, "https", behaviours);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that speaks plain HTTP at an https address, and says so as web servers do. */
  public static MisbehavingReceiver withoutTls() {
    try {
      return over(
          new ServerSocket(),
          0,
          "https",
          connection -> {
            write(connection, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            awaitGone(connection);
          });
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
    return says(200, "application/json", json);
  }

  /** Reads the request and answers it like this. */
  public static Behaviour says(int status, String type, String text) {
    return connection ->
        write(
            connection,
            """
            HTTP/1.1 %d Whatever\r
            Content-Type: %s\r
            Content-Length: %d\r
            Connection: close\r
            \r
            %s"""
                .formatted(status, type, text.getBytes(StandardCharsets.UTF_8).length, text));
  }

  /** Reads the request, answers it, and then what nobody asks; it keeps the connection. */
  public static Behaviour answersTwice(int status, int unasked) {
    String answer = "HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\n\r\n";
    return connection -> {
      write(connection, answer.formatted(status));
      write(connection, answer.formatted(unasked));
      awaitGone(connection);
    };
  }

  /** Takes the request, and says so only when whoever sent it has given up. */
  public static Behaviour answersTooLate(int status) {
    return connection -> {
      awaitGone(connection);
      answers(status).meet(connection);
    };
  }

  private static void awaitGone(Socket connection) throws IOException {
    try {
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // Which is one way to go.
    }
  }

  /** Reads the request and closes the connection without a word. */
  public static Behaviour closes() {
    return connection -> {};
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

  /** Announces again and again that an answer will come (RFC 9110, section 15.2). */
  public static Behaviour promises() {
    return connection -> {
      while (true) {
        for (int status : new int[] {100, 102, 103}) {
          Thread.sleep(BETWEEN_DROPS);
          write(connection, "HTTP/1.1 %d Soon\r\n\r\n".formatted(status));
        }
      }
    };
  }

  /** Answers with a head that has no end. */
  public static Behaviour boasts() {
    return connection -> {
      write(connection, "HTTP/1.1 200 OK\r\nX-Virtues: ");
      while (true) {
        write(connection, MUCH);
      }
    };
  }

  /** Answers 200, and byte by byte with a body that has no end. */
  public static Behaviour rambles() {
    return connection -> {
      write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
      while (true) {
        Thread.sleep(BETWEEN_DROPS);
        write(connection, ".");
      }
    };
  }

  /** Answers 200 and leaves off in the middle of the body. */
  public static Behaviour breaksOff() {
    return connection -> write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{");
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
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** From now on it behaves like this. */
  public void mendsItsWays(Behaviour behaviour) {
    boolean asleep = behaviours.isEmpty();
    behaviours = List.of(behaviour);
    if (asleep) {
      threads.execute(this::accept);
    }
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
      read(connection).ifPresent(requests::add);
      behaviour.meet(connection);
    } catch (SocketException | SSLException gone) {
      // The other end has had enough.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty for what is no HTTP but TLS. */
  private static Optional<Request> read(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new SocketException("ended before its request did");
      }
      if (next == HANDSHAKE) {
        return Optional.empty();
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return Optional.of(new Request(head.toString(), new String(body, StandardCharsets.UTF_8)));
  }

  /** Where it is. */
  public String url() {
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/callback";
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
