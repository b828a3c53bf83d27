package dev.turnup.activities.es2plus;

import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.activities.http.NotSentException;
import dev.turnup.activities.http.OutboundCall;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.system.Es2PlusSettings;
import dev.turnup.activities.system.SystemCall;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** The real way out, without what is configured for it. */
final class LoopbackConnection implements SystemConnection, AutoCloseable {

  static final int LONGEST_ANSWER_BYTES = 64 * 1024;

  /** For servers that never end; all others answer long before. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final OutboundHttp http = new OutboundHttp("sm-dp-plus", 8, 8);
  private final URI base;

  LoopbackConnection(URI base) {
    this.base = base;
  }

  Es2PlusSystem system() {
    return new Es2PlusSystem(this, new Es2PlusSettings("turnup", "2.2.0"), new SettableClock());
  }

  @Override
  public HttpAnswer call(StepRequest request, SystemCall call) {
    OutboundCall outbound =
        new OutboundCall(
            call.method(),
            URI.create(base + call.path()),
            call.headers(),
            call.contentType(),
            call.body());
    try {
      return http.send(outbound, DEADLINE, LONGEST_ANSWER_BYTES);
    } catch (NotSentException e) {
      throw SystemFailures.later(request, "was not reached", (Duration) null);
    } catch (IOException e) {
      throw SystemFailures.uncertain(request, "did not answer");
    }
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
