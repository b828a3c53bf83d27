package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.activities.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SigningFileTest {

  private static final String OLD = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final String NEW = "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
  private static final String PAIR = "whsk_CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC=";
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock();

  @Test
  void holdsOneKeyALineWithRoomForRemarks() throws IOException {
    SigningFile file = open("# of June\r\n" + OLD + "\r\n\n  " + PAIR + "  \n#" + NEW);
    assertThat(signaturesOf(file)).isEqualTo(signatures(OLD, PAIR));
  }

  @Test
  void isReadAgainAFewSecondsLater() throws IOException {
    SigningFile file = open(OLD);
    write(NEW + "\n" + OLD);
    assertThat(signaturesOf(file)).isEqualTo(signatures(OLD));
    clock.set(clock.instant().plus(A_WHILE));
    assertThat(signaturesOf(file)).isEqualTo(signatures(NEW, OLD));
    clock.set(clock.instant().plus(A_WHILE));
    assertThat(signaturesOf(file)).isEqualTo(signatures(NEW, OLD));
  }

  /** As Kubernetes does it: the file is a link through a link, and the latter is exchanged. */
  @Test
  void mayBeReplacedBehindALink() throws IOException {
    Path first = Files.createDirectory(folder.resolve("..2026_1"));
    Path second = Files.createDirectory(folder.resolve("..2026_2"));
    Files.writeString(first.resolve("keys"), OLD);
    Files.writeString(second.resolve("keys"), NEW);
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, first.getFileName());
    Path link = Files.createSymbolicLink(folder.resolve("keys"), Path.of("..data", "keys"));
    SigningFile file = new SigningFile("key", link, clock);

    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    clock.set(clock.instant().plus(A_WHILE));

    assertThat(signaturesOf(file)).isEqualTo(signatures(NEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", NEW + "\ns3cret", "whsec_s3cret"})
  void keepsItsKeysWhenTheFileGoesBad(String content, CapturedOutput output) throws IOException {
    SigningFile file = open(OLD);
    write(content);
    for (int i = 0; i < 3; i++) {
      clock.set(clock.instant().plus(A_WHILE));
      assertThat(signaturesOf(file)).isEqualTo(signatures(OLD));
    }
    assertThat(output.getAll().lines().filter(line -> line.startsWith("WARN")))
        .singleElement()
        .asString()
        .contains("turnup.callback.fallback.signing-file", "go on signing");
    assertThat(output.getAll()).doesNotContain("s3cret", "BBBB", "AAAA");

    write(NEW);
    clock.set(clock.instant().plus(A_WHILE));
    assertThat(signaturesOf(file)).isEqualTo(signatures(NEW));
  }

  @Test
  void keepsItsKeysWhenTheFileIsGone(CapturedOutput output) throws IOException {
    SigningFile file = open(OLD);
    Files.delete(folder.resolve("keys"));
    clock.set(clock.instant().plus(A_WHILE));
    assertThat(signaturesOf(file)).isEqualTo(signatures(OLD));
    assertThat(output.getAll()).contains("it cannot be read: NoSuchFileException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n# nothing\n", "# remark\nwhsec_s3cret"})
  void mustBeGoodToBeginWith(String content) {
    assertThatThrownBy(() -> open(content))
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessageStartingWith("turnup.callback.fallback.signing-file: ")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void namesTheLineThatIsBad() {
    assertThatThrownBy(() -> open("# remark\nwhsec_AA"))
        .hasMessageContaining("line 2: it is no signing key");
  }

  @Test
  void mustBeThereToBeginWith() {
    assertThatThrownBy(
            () -> new SigningFile("the.key", folder.resolve("elsewhere"), new SettableClock()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the.key: ")
        .hasMessageEndingWith("cannot be read: NoSuchFileException");
  }

  private SigningFile open(String content) throws IOException {
    write(content);
    return new SigningFile("turnup.callback.fallback.signing-file", folder.resolve("keys"), clock);
  }

  private void write(String content) throws IOException {
    Files.writeString(folder.resolve("keys"), content);
  }

  private static List<String> signaturesOf(SigningFile file) {
    return file.keys().stream().map(key -> key.signature(new byte[1])).toList();
  }

  private static List<String> signatures(String... keys) {
    return List.of(keys).stream()
        .map(SigningKey::parse)
        .map(key -> key.signature(new byte[1]))
        .toList();
  }
}
