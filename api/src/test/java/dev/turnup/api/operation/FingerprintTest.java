package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.ServiceType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static final Plan PLAN = OneStep.named("reserve");
  private static final CallbackAddresses CALLBACKS = callbacks("https://p.example/ok");
  private static final Map<String, Object> DETAILS =
      ordered("a", 1, "b", ordered("c", "x", "d", List.of(1, 2)));

  private static final String VALID = Fingerprint.of(order("tv", "tv-1", DETAILS, CALLBACKS, PLAN));

  @Test
  void isTheSameForTheSameMembersInAnotherOrder() {
    Map<String, Object> turned = ordered("b", ordered("d", List.of(1, 2), "c", "x"), "a", 1);

    assertThat(Fingerprint.of(order("tv", "tv-1", turned, CALLBACKS, PLAN))).isEqualTo(VALID);
  }

  @Test
  void isTheSameUnderAnotherPlan() {
    assertThat(Fingerprint.of(order("tv", "tv-1", DETAILS, CALLBACKS, OneStep.named("other"))))
        .isEqualTo(VALID);
  }

  @Test
  void isAnotherForWhateverTheCallerSaidDifferently() {
    assertThat(
            List.of(
                VALID,
                Fingerprint.of(order("mobile", "tv-1", DETAILS, CALLBACKS, PLAN)),
                Fingerprint.of(order("tv", "tv-2", DETAILS, CALLBACKS, PLAN)),
                Fingerprint.of(order("tv", null, DETAILS, CALLBACKS, PLAN)),
                Fingerprint.of(order("tv", "tv-1", ordered("a", 1, "b", 2), CALLBACKS, PLAN)),
                Fingerprint.of(order("tv", "tv-1", ordered("a", "1", "b", 2), CALLBACKS, PLAN)),
                Fingerprint.of(order("tv", "tv-1", ordered("a", 1), CALLBACKS, PLAN)),
                Fingerprint.of(
                    order("tv", "tv-1", DETAILS, callbacks("https://p.example/other"), PLAN)),
                Fingerprint.of(device("stb-1", "STB")),
                Fingerprint.of(device("stb-2", "STB")),
                Fingerprint.of(device("stb-1", "OTHER"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void isAnotherForAListInAnotherOrder() {
    Map<String, Object> turned = ordered("a", 1, "b", ordered("c", "x", "d", List.of(2, 1)));

    assertThat(Fingerprint.of(order("tv", "tv-1", turned, CALLBACKS, PLAN))).isNotEqualTo(VALID);
  }

  private static CreateServiceOrder order(
      String serviceType,
      @Nullable String serviceId,
      Map<String, Object> details,
      CallbackAddresses callbacks,
      Plan plan) {
    return new CreateServiceOrder(
        "acme", new ServiceType(serviceType), serviceId, details, callbacks, plan, true);
  }

  private static UpdateServiceDeviceOrder device(String deviceId, String category) {
    return new UpdateServiceDeviceOrder(
        "acme", new ServiceType("tv"), "tv-1", deviceId, category, DETAILS, CALLBACKS, PLAN, true);
  }

  private static CallbackAddresses callbacks(String success) {
    return new CallbackAddresses(URI.create(success), URI.create("https://p.example/failed"));
  }

  private static Map<String, Object> ordered(String name, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(name, value);
    return map;
  }

  private static Map<String, Object> ordered(
      String name, Object value, String other, Object otherValue) {
    Map<String, Object> map = ordered(name, value);
    map.put(other, otherValue);
    return map;
  }
}
