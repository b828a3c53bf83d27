package dev.turnup.api;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.core.env.Environment;

/** The running api, as its callers see it: over HTTP. */
public final class Desk {

  final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Environment environment;

  Desk(Environment environment) {
    this.environment = environment;
  }

  public Call get(String path) {
    return new Call(this, "GET", path);
  }

  /** A request to create a service that only wants its id. */
  public Call post(String path) {
    return new Call(this, "POST", path).with(Body.createService());
  }

  /** A request to change a device that only wants its id. */
  public Call patch(String path) {
    return new Call(this, "PATCH", path).with(Body.updateDevice());
  }

  public Call call(String method, String path) {
    return new Call(this, method, path);
  }

  public int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }
}
