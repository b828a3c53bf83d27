package dev.turnup.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void cannotPrintItself() {
    Secret secret = new Secret("Bearer t0ken");
    assertThat(secret).hasToString("(secret)");
    assertThat("%s %s".formatted(secret, List.of(secret))).doesNotContain("t0ken");
  }

  @Test
  void isTheValueForThoseWhoAskForIt() {
    assertThat(new Secret("Bearer t0ken").value()).isEqualTo("Bearer t0ken");
  }
}
