package dev.turnup.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.OperationAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import org.junit.jupiter.api.Test;

class InMemoryTemporalTest {

  private final TestEnvironmentOptions options =
      new InMemoryTemporal().realTime().customize(TestEnvironmentOptions.newBuilder()).build();

  /** Or whoever tries Turnup without a server would see a month's wait end at once. */
  @Test
  void letsTimePassAsItPasses() {
    assertThat(options.isUseTimeskipping()).isFalse();
  }

  @Test
  void knowsAllSearchAttributes() {
    assertThat(options.getSearchAttributes())
        .containsOnlyKeys(OperationAttributes.ALL.stream().map(key -> key.getName()).toList());
  }
}
