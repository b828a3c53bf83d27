package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OperationSettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void hasTheseDefaults() {
    runner.run(
        context ->
            assertThat(context.getBean(OperationSettings.class))
                .isEqualTo(new OperationSettings(true, true, Duration.ofSeconds(3), true)));
  }

  @Test
  void takesEachKey() {
    runner
        .withPropertyValues(
            "turnup.operation.local-first=false",
            "turnup.operation.eager-start=false",
            "turnup.operation.temporal-timeout=700ms",
            "turnup.operation.check-eid=false")
        .run(
            context ->
                assertThat(context.getBean(OperationSettings.class))
                    .isEqualTo(new OperationSettings(false, false, Duration.ofMillis(700), false)));
  }

  @Test
  void refusesAKeyThatNobodyKnows() {
    runner
        .withPropertyValues("turnup.operation.local-frist=false")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("turnup.operation.local-frist"));
  }

  @Test
  void refusesATimeoutThatIsNone() {
    runner
        .withPropertyValues("turnup.operation.temporal-timeout=0s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("turnup.operation.temporal-timeout: PT0S"));
  }

  @Test
  void refusesAValueOfAnotherKind() {
    runner
        .withPropertyValues("turnup.operation.check-eid=perhaps")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("turnup.operation.check-eid"));
  }

  @EnableConfigurationProperties(OperationSettings.class)
  static class Settings {}
}
