package dev.turnup.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.DownloadSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TemporalAtHandTest {

  @TempDir private Path home;

  @AfterEach
  void forgetTheSite() {
    System.clearProperty(DownloadSite.ADDRESS);
  }

  @Test
  void isTheServerThatTheEnvironmentNames(CapturedOutput output) {
    TemporalAtHand temporal =
        TemporalAtHand.find(home, Map.of("TEMPORAL_ADDRESS", "temporal.example:7233"));

    assertThat(temporal.properties())
        .isEqualTo(Map.of("spring.temporal.connection.target", "temporal.example:7233"));
    assertThat(temporal.ui()).isEmpty();
    assertThat(home).isEmptyDirectory();
    assertThat(output)
        .startsWith("Temporal: the server at temporal.example:7233, as TEMPORAL_ADDRESS says.")
        .contains("as durable as that server", "not ended with this program");
  }

  @Test
  void isTheNextThatRunsIfTheOneOnThePathDoesNot() throws IOException {
    Path folder = Files.createDirectories(home.resolve("bin"));
    Path onPath = folder.resolve("temporal");
    Path tried = home.resolve("tried");
    Files.writeString(onPath, "#!/bin/sh\necho path >> '%s'\nexit 1\n".formatted(tried));
    assertThat(onPath.toFile().setExecutable(true)).isTrue();
    try (DownloadSite site =
        DownloadSite.offering("#!/bin/sh\necho download >> '%s'\nexit 1\n".formatted(tried))) {
      System.setProperty(DownloadSite.ADDRESS, site.address());

      TemporalAtHand.find(home, Map.of("PATH", folder.toString())).close();
    }

    assertThat(tried).hasContent("path\ndownload\n");
  }

  @Test
  void isAPreviewInMemoryIfWhatWasDownloadedDoesNotRun() {
    try (DownloadSite site = DownloadSite.offering("#!/bin/sh\nexit 1\n")) {
      System.setProperty(DownloadSite.ADDRESS, site.address());
      assertThat(new TemporalProgram(home, Map.of()).downloadBySdk()).isPresent();
    }

    TemporalAtHand temporal = TemporalAtHand.find(home, Map.of());

    assertThat(temporal.properties())
        .isEqualTo(
            Map.of(
                "spring.temporal.test-server.enabled", "true",
                "spring.temporal.namespace", "default"));
    assertThat(temporal.ui()).isEmpty();
    temporal.close();
  }
}
