package dev.turnup.activities.tmf640;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.system.SystemCall;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.StepRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Just enough of a way to a system, over real HTTP. */
final class PlainConnection implements SystemConnection, AutoCloseable {

  static final int LONGEST_ANSWER_BYTES = 64 * 1024;
  private static final Duration TIMEOUT = Duration.ofMillis(700);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  PlainConnection(URI base) {
    this.base = base;
  }

  @Override
  public HttpAnswer call(StepRequest request, SystemCall call) {
    HttpRequest.Builder message =
        HttpRequest.newBuilder(URI.create(base + call.path())).timeout(TIMEOUT);
    call.headers().forEach(message::header);
    String body = call.body();
    if (body != null) {
      message.header("Content-Type", call.contentType());
    }
    message.method(
        call.method(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<InputStream> answer =
          client.send(message.build(), HttpResponse.BodyHandlers.ofInputStream());
      return read(answer);
    } catch (ConnectException e) {
      throw FailureKind.UNAVAILABLE.toFailure("network could not be reached");
    } catch (IOException e) {
      throw FailureKind.UNCERTAIN.toFailure("network did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpAnswer read(HttpResponse<InputStream> answer) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean cut = false;
    try (InputStream body = answer.body()) {
      CompletableFuture<?> alarm =
          CompletableFuture.runAsync(
              () -> closeQuietly(body),
              CompletableFuture.delayedExecutor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
      int next = body.read();
      while (next >= 0 && read.size() < LONGEST_ANSWER_BYTES) {
        read.write(next);
        next = body.read();
      }
      cut = next >= 0;
      alarm.cancel(false);
    } catch (IOException e) {
      cut = true;
    }
    return new HttpAnswer(
        answer.statusCode(),
        header(answer, "Retry-After"),
        header(answer, "Location"),
        read.toString(UTF_8),
        cut);
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // It is over either way.
    }
  }

  private static @Nullable String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  @Override
  public URI baseUrl() {
    return base;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
