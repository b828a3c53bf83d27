package dev.turnup.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A valid request body; each method breaks or changes one thing. */
public final class Body {

  public static final String ICCID = "8934011411551283144";
  public static final String EID = "89049032001234567890123456789057";
  public static final String IMEI = "490154203237518";

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode json;

  private Body(ObjectNode json) {
    this.json = json;
  }

  public static Body createService() {
    return new Body(
        JSON.valueToTree(
            Map.of(
                "service_id",
                "612123456",
                "service_details",
                Map.of("secondary_eid", EID, "secondary_iccid", ICCID),
                "callback_success_url",
                "https://partner.example/ok",
                "callback_error_url",
                "https://partner.example/failed")));
  }

  public static Body updateDevice() {
    return new Body(
        JSON.valueToTree(
            Map.of(
                "category",
                "eSIM",
                "new_service_device_details",
                Map.of("iccid", ICCID, "eid", EID, "imei", IMEI, "imsi", "214031234567890"),
                "callback_success_url",
                "https://partner.example/ok",
                "callback_error_url",
                "https://partner.example/failed")));
  }

  /** With another value at a name, or at a name in an object: {@code service_details.imei}. */
  public Body with(String path, @Nullable Object value) {
    ObjectNode changed = json.deepCopy();
    JsonNode tree = JSON.valueToTree(value);
    holder(changed, path).set(lastName(path), tree);
    return new Body(changed);
  }

  public Body without(String path) {
    ObjectNode changed = json.deepCopy();
    holder(changed, path).remove(lastName(path));
    return new Body(changed);
  }

  @Override
  public String toString() {
    return json.toString();
  }

  private static ObjectNode holder(ObjectNode root, String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? root : (ObjectNode) root.path(path.substring(0, dot));
  }

  private static String lastName(String path) {
    return path.substring(path.indexOf('.') + 1);
  }
}
