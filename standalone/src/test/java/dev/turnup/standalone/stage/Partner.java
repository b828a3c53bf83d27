package dev.turnup.standalone.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A partner who asks for things, at one of the apis. */
public final class Partner {

  private final Stage stage;
  private final String api;
  private final String token;
  private final String receiverScript;

  Partner(Stage stage, String api, String token) {
    this(stage, api, token, "");
  }

  private Partner(Stage stage, String api, String token, String receiverScript) {
    this.stage = stage;
    this.api = api;
    this.token = token;
    this.receiverScript = receiverScript;
  }

  /** The same, whose receiver answers 500 to the first attempt of each callback. */
  public Partner whoseReceiverFailsOnce() {
    return new Partner(stage, api, token, PartnerReceiver.FAILS_ONCE);
  }

  /** Asks for a service with this id, which may be a script for the simulator. */
  public Operation creates(String serviceType, String serviceId) {
    String id = newId();
    return accepted(id, create(id, serviceType, serviceId));
  }

  /** Asks for a service to which provisioning is to give an id. */
  public Operation creates(String serviceType) {
    String id = newId();
    return accepted(id, create(id, serviceType, null));
  }

  /** Asks for another device for a service. */
  public Operation changesTheDeviceOf(String serviceType, String serviceId) {
    String id = newId();
    return accepted(id, changeDevice(id, serviceType, serviceId));
  }

  /** Asks, and takes any answer. */
  public Answer create(String id, String serviceType, @Nullable String serviceId) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (serviceId != null) {
      body.put("service_id", serviceId);
    }
    body.put(
        "service_details",
        Map.of(
            "secondary_eid",
            "89049032001234567890123456789057",
            "secondary_iccid",
            "8934011411551283144"));
    return send("POST", "/v3/" + serviceType + "/", id, withCallbacks(body));
  }

  private Answer changeDevice(String id, String serviceType, String serviceId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("category", "eSIM");
    body.put("new_service_device_details", Map.of("iccid", "8934011411551283144"));
    return send(
        "PATCH",
        "/v3/" + serviceType + "/" + serviceId + "/devices/device-1",
        id,
        withCallbacks(body));
  }

  private Map<String, Object> withCallbacks(Map<String, Object> body) {
    body.put("callback_success_url", stage.receiver().successUrl() + receiverScript);
    body.put("callback_error_url", stage.receiver().errorUrl() + receiverScript);
    return body;
  }

  /** Looks an operation up, and takes any answer. */
  public Answer looksUp(String id) {
    return send("GET", "/v3/operations/" + id, id, null);
  }

  private Answer send(String method, String path, String id, @Nullable Object body) {
    return Http.send(
        method,
        api + path,
        Map.of(
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json",
            "Request-Correlation-Id",
            id),
        body);
  }

  private Operation accepted(String id, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Location")).contains("/v3/operations/" + id);
    assertThat(answer.header("Request-Correlation-Id")).contains(id);
    assertThat(answer.json().path("external_reference_id").asString()).isEqualTo(id);
    return new Operation(stage, this, id);
  }

  /** A correlation id that was never used. */
  public static String newId() {
    return UUID.randomUUID().toString();
  }
}
