package dev.turnup.activities.system;

import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The way to one system, whatever is spoken over it: its address, credentials, time-outs, number of
 * connections, circuit breaker and metrics.
 */
public interface SystemConnection {

  /**
   * Calls and hands back whatever status was answered. The call ends before the attempt does.
   *
   * @param request what the call is for: for metrics, logs and the words of failures
   * @throws io.temporal.failure.ApplicationFailure {@code UNAVAILABLE} if the call was never sent:
   *     no connection, breaker open; {@code NEEDS_OPERATOR} if it was not as a certificate or a
   *     token was refused; {@code UNCERTAIN} if it was and nothing came back in time
   */
  HttpAnswer call(StepRequest request, SystemCall call);

  /**
   * Where the system is, for a protocol that has to tell the system's own addresses from those of
   * others; null if that is not told, and then no address with a host in it counts as its own.
   */
  default @Nullable URI baseUrl() {
    return null;
  }
}
