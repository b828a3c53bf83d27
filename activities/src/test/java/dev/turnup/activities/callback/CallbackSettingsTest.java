package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.workflows.callback.CallbackSender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CallbackSettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(CallbackConfiguration.class)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Clock.class, SettableClock::new);

  @Test
  void haveDefaults() {
    runner.run(
        context ->
            assertThat(context.getBean(CallbackSettings.class))
                .isEqualTo(new CallbackSettings(Duration.ofSeconds(15), 200, 32)));
  }

  @Test
  void takeEveryKey() {
    runner
        .withPropertyValues(
            "turnup.callback.timeout=3s",
            "turnup.callback.max-connections=40",
            "turnup.callback.max-connections-per-receiver=4")
        .run(
            context ->
                assertThat(context.getBean(CallbackSettings.class))
                    .isEqualTo(new CallbackSettings(Duration.ofSeconds(3), 40, 4)));
  }

  @Test
  void refuseAnUnknownKey() {
    runner
        .withPropertyValues("turnup.callback.time-limit=3s")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("turnup.callback.time-limit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout=0s",
        "timeout=-1s",
        "max-connections=0",
        "max-connections-per-receiver=0"
      })
  void refuseANumberThatIsNotPositive(String property) {
    runner
        .withPropertyValues("turnup.callback." + property)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("turnup.callback")
                    .hasMessageContaining("must be positive"));
  }

  @Test
  void leadToConnectionsThatEndWithTheApplication() {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      runner.run(
          context -> {
            try (ActivityStage stage = new ActivityStage(context.getBean(CallbackSender.class))) {
              stage
                  .durable(CallbackSender.class)
                  .sendCallback(Notices.to(server.address("/")).toNotice());
            }
            assertThat(server.events()).containsExactly("request 1");
          });
      await()
          .untilAsserted(() -> assertThat(server.events()).containsExactly("request 1", "gone 1"));
    }
  }
}
