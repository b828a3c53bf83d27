package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedTest {

  @Test
  void theEldestIsForgottenHoweverTheNewestCame() {
    Map<String, Integer> map = Bounded.map(2);

    map.put("a", 1);
    map.computeIfAbsent("b", key -> 2);
    map.merge("c", 3, Integer::sum);

    assertThat(map).containsOnlyKeys("b", "c");
  }

  @Test
  void callsAreForgottenToo() {
    Calls calls = new Calls();

    for (int i = 0; i <= 10_000; i++) {
      calls.add("billing", "start-charging", "key-" + i, "a");
    }

    assertThat(calls.of("")).hasSize(10_000);
    assertThat(calls.of("").get(0).key()).isEqualTo("key-1");
  }
}
