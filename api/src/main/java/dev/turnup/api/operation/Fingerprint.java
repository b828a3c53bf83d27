package dev.turnup.api.operation;

import dev.turnup.api.correlation.RequestDigest;
import dev.turnup.workflows.operation.Order;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A digest of what a partner asked for. Tells a request that was sent again from another one under
 * the same id; the order of members and the plan of the day make no difference.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Order order) {
    Map<String, Object> asked = new LinkedHashMap<>(order.asTold());
    asked.put("operation", order.type());
    asked.put("service_type", order.serviceType().name());
    asked.put("callbacks", order.callbacks());
    return RequestDigest.of(asked);
  }
}
