package dev.turnup.activities;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/** An HTTP server that can misbehave as no decent one would: each request is handed to a script. */
public final class RawServer implements AutoCloseable {

  /** What is done with a connection once a request has been read from it. */
  @FunctionalInterface
  public interface Script {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What happened, in order: "request 1", "gone 1" and so on. */
  private final List<String> events = new CopyOnWriteArrayList<>();

  public RawServer(Script script) {
    this(ServerSocketFactory.getDefault(), script);
  }

  /** With sockets of another kind, such as those of TLS. */
  public RawServer(ServerSocketFactory sockets, Script script) {
    this.script = script;
    try {
      server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Takes requests and never answers. */
  public static RawServer thatHangs() {
    return new RawServer(Exchange::waitUntilGone);
  }

  /** An address at which nobody listens. */
  public static URI nobody() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  public URI secureAddress(String path) {
    return URI.create("https://127.0.0.1:" + server.getLocalPort() + path);
  }

  public int connections() {
    return connections.get();
  }

  public List<String> requests() {
    return List.copyOf(requests);
  }

  public List<String> events() {
    return List.copyOf(events);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      Exchange exchange = new Exchange(socket);
      while (exchange.readRequest()) {
        events.add("request " + number);
        script.answer(exchange);
      }
    } catch (IOException e) {
      // The caller went away, which is what many tests are about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.add("gone " + number);
  }

  /** Closes all connections; the next callers are served. */
  public void hangUp() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection, for a script. */
  public final class Exchange {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String request = "";

    private Exchange(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    /** What the caller said last: the head and the body. */
    public String request() {
      return request;
    }

    /** Whose certificate the caller has shown, such as "CN=client". */
    public String caller() throws IOException {
      return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
    }

    public void send(String text) throws IOException {
      out.write(text.getBytes(UTF_8));
      out.flush();
    }

    /** A decent answer. */
    public void answer(String status, String body, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      send(head + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    /** One character at a time, for as long as the caller takes it. */
    public void dribble() throws IOException, InterruptedException {
      while (true) {
        send(" ");
        Thread.sleep(20);
      }
    }

    public void waitUntilGone() throws IOException {
      while (in.read() >= 0) {
        // A caller that says more than one request is ignored.
      }
      throw new SocketException("the caller is gone");
    }

    public void close() throws IOException {
      socket.close();
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private boolean readRequest() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.write(next);
      }
      String text = head.toString(ISO_8859_1);
      byte[] body = in.readNBytes(length(text));
      request = text + new String(body, UTF_8);
      requests.add(request);
      return true;
    }

    private static int length(String head) {
      return head.lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("content-length:"))
          .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(0);
    }
  }
}
