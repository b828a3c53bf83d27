package dev.turnup.standalone.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningSecretTest {

  @TempDir Path home;

  @Test
  void isMadeOnce() {
    String secret = SigningSecret.in(home).value();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(SigningSecret.in(home).value()).isEqualTo(secret);
  }

  @Test
  void isItsOwnersOnly() throws IOException {
    String file = SigningSecret.in(home).properties().get("turnup.callback.fallback.signing-file");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(String.valueOf(file)))))
        .isEqualTo("rw-------");
  }

  @Test
  void isNotAmongTheProperties() {
    assertThat(SigningSecret.in(home).properties().toString()).doesNotContain("whsec_");
  }
}
