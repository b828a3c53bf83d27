package dev.turnup.workflows.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

  private static final Map<String, Map<String, Object>> NO_RESULTS = Map.of();

  @Test
  void areWhatThePartnerSaidByThePlainNamesOfTheDetails() {
    Facts facts =
        new Facts(
            Map.of("service_id", "612123456", "service_details", Map.of("eid", "1", "size", 41)),
            NO_RESULTS);

    assertThat(facts.text("service_id")).isEqualTo("612123456");
    assertThat(facts.text("eid")).isEqualTo("1");
    assertThat(facts.text("size")).isEqualTo("41");
    assertThat(facts.has("service_details")).isFalse();
    assertThat(facts.all()).containsOnlyKeys("service_id", "eid", "size");
  }

  @Test
  void areWhatTheSystemsAnsweredTheLastOneFirst() {
    Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    results.put("reserve", Map.of("iccid", "of-inventory", "imsi", "1"));
    results.put("download", Map.of("iccid", "of-sm-dp-plus"));

    Facts facts = new Facts(Map.of("service_details", Map.of("iccid", "of-the-partner")), results);

    assertThat(facts.text("iccid")).isEqualTo("of-sm-dp-plus");
    assertThat(facts.text("imsi")).isEqualTo("1");
  }

  @Test
  void findWhatWasSaidOfACompanionDeviceUnderThePlainNameToo() {
    Facts facts =
        new Facts(Map.of("service_details", Map.of("secondary_iccid", "watch")), NO_RESULTS);

    assertThat(facts.text("secondary_iccid")).isEqualTo("watch");
    assertThat(facts.text("iccid")).isEqualTo("watch");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void preferWhatWasSaidUnderThePlainName(boolean plainFirst) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (plainFirst) {
      details.put("iccid", "phone");
    }
    details.put("secondary_iccid", "watch");
    details.put("iccid", "phone");

    Facts facts = new Facts(Map.of("service_details", details), NO_RESULTS);

    assertThat(facts.text("iccid")).isEqualTo("phone");
    assertThat(facts.text("secondary_iccid")).isEqualTo("watch");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void believeThePathBeforeTheDetails(boolean pathFirst) {
    Map<String, Object> path =
        Map.of("service_id", "tv-1", "device_id", "stb-1", "category", "STB");
    Map<String, Object> others =
        Map.of("service_id", "tv-2", "device_id", "stb-2", "category", "PHONE");
    Map<String, Object> order = new LinkedHashMap<>(pathFirst ? path : Map.of());
    order.put("new_service_device_details", others);
    order.putAll(path);

    Facts facts = new Facts(order, NO_RESULTS);

    assertThat(facts.all()).containsExactlyInAnyOrderEntriesOf(path);
  }

  @Test
  void takeNoAnswerOfASystemForSomethingOfACompanionDevice() {
    Facts facts = new Facts(Map.of(), Map.of("look", Map.of("secondary_iccid", "watch")));

    assertThat(facts.has("iccid")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void sayNothingIfTheyAreBlank(String blank) {
    Facts facts = new Facts(Map.of("service_details", Map.of("eid", blank)), NO_RESULTS);

    assertThat(facts.has("eid")).isFalse();
    assertThat(facts.text("eid")).isNull();
  }

  @Test
  void areNotTakenBackByASystemThatAnswersNull() {
    Map<String, Object> answer = new HashMap<>();
    answer.put("eid", null);

    Facts facts = new Facts(Map.of("service_details", Map.of("eid", "1")), Map.of("look", answer));

    assertThat(facts.text("eid")).isEqualTo("1");
  }
}
