package dev.turnup.api.operation;

import dev.turnup.workflows.operation.Order;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A digest of what a partner asked for. Tells a request that was sent again from another one under
 * the same id; the order of members and the plan of the day make no difference.
 */
final class Fingerprint {

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Fingerprint() {}

  static String of(Order order) {
    Map<String, Object> asked = new LinkedHashMap<>(order.asTold());
    asked.put("operation", order.type());
    asked.put("service_type", order.serviceType().name());
    asked.put("callbacks", order.callbacks());
    byte[] json = CANONICAL.writeValueAsString(asked).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
