package dev.turnup.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.activities.callback.CallbackSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkerSettingsTest {

  @Test
  void hasDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(new WorkerSettings(16, 5, 200, 200, Duration.ofSeconds(35)));
  }

  @Test
  void takesEveryKey() {
    assertThat(
            bind(
                Map.of(
                    "turnup.worker.workflow-task-pollers", "2",
                    "turnup.worker.activity-pollers", "3",
                    "turnup.worker.concurrent-workflow-tasks", "4",
                    "turnup.worker.concurrent-activities", "5",
                    "turnup.worker.drain", "1m")))
        .isEqualTo(new WorkerSettings(2, 3, 4, 5, Duration.ofMinutes(1)));
  }

  @Test
  void takesNoMoreCallbacksOnThanThereAreConnectionsForByDefault() {
    CallbackSettings callbacks =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("turnup.callback", CallbackSettings.class);
    assertThat(callbacks.maxConnections())
        .isGreaterThanOrEqualTo(bind(Map.of()).concurrentCallbacks());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> bind(Map.of("turnup.worker.workflow-task-pollers", "1")))
        .isInstanceOf(BindException.class)
        .hasRootCauseMessage(
            "turnup.worker: all values must be positive, and those of workflow tasks at least 2");
  }

  private static WorkerSettings bind(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("turnup.worker", WorkerSettings.class);
  }
}
