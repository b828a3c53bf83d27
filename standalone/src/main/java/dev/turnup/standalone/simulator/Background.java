package dev.turnup.standalone.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What systems do by themselves, later, and whom they tell of it. */
final class Background implements AutoCloseable {

  private static final int DELIVERY_ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final Pace pace;
  private volatile @Nullable String token;

  Background(Pace pace) {
    this.pace = pace;
  }

  /** From now on listeners are shown this token. */
  void identifyBy(String bearer) {
    token = bearer;
  }

  void after(Duration delay, Runnable task) {
    threads.execute(
        () -> {
          try {
            Thread.sleep(pace.of(delay));
            task.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Tells a listener, several times if need be, and waits for it; any 2xx will do. */
  void tell(URI listener, Map<String, String> headers, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(listener)
            .timeout(LONGEST_ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.write(body)));
    headers.forEach(request::header);
    String bearer = token;
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      for (int i = 1; !isDelivered(request.build()) && i < DELIVERY_ATTEMPTS; i++) {
        Thread.sleep(pace.of(BETWEEN_ATTEMPTS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDelivered(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
