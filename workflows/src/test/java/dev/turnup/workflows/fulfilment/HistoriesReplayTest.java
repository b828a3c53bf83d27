package dev.turnup.workflows.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that a real server recorded, before the change at hand, must go the same way still. A
 * history is added for each new turn of the story and never replaced; {@code record.sh} beside them
 * records them.
 */
class HistoriesReplayTest {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  static List<Path> histories() throws IOException {
    List<Path> histories = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(HISTORIES, "*.json")) {
      files.forEach(histories::add);
    }
    return histories;
  }

  @ParameterizedTest
  @MethodSource("histories")
  void goesTheSameWayAsWhenItWasRecorded(Path history) throws Exception {
    Replay.of(WorkflowExecutionHistory.fromJson(Files.readString(history)));
  }

  @Test
  void findsTheHistories() throws IOException {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(63);
  }
}
