package dev.turnup.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.core.env.Environment;

/** The worker as the outside sees it: over HTTP. No Temporal is there. */
final class RunningWorker {

  /** Where no Temporal listens. */
  static final String NO_TEMPORAL = "spring.temporal.connection.target=127.0.0.1:1";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Environment environment;

  RunningWorker(Environment environment) {
    this.environment = environment;
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return call("GET", path, headers);
  }

  HttpResponse<String> call(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + environment.getRequiredProperty("local.server.port")
                        + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
