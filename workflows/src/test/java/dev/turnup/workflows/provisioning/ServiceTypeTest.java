package dev.turnup.workflows.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multisim",
        "security",
        "tv",
        "datasharing",
        "mobile",
        "applewatch",
        "deviceinsurance",
        "a",
        "fibre-2",
        "smart_home"
      })
  void takes(String name) {
    assertThat(new ServiceType(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "TV", "Tv", "2g", "-tv", "a/b", "a.b", "a b", "tv\n", "blå"})
  void refusesByName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceType(name))
        .withMessageContaining("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 41})
  void hasAtMost40Characters(int length) {
    String name = "x".repeat(length);
    if (length <= 40) {
      assertThat(new ServiceType(name).name()).isEqualTo(name);
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> new ServiceType(name));
    }
  }
}
