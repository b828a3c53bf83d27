package dev.turnup.activities.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

  private static final URI BASE = URI.create("https://Net.example/tmf-api/sac/v4/");

  @ParameterizedTest
  @CsvSource({
    "https://net.example/tmf-api/sac/v4/monitor/1, /monitor/1",
    "https://net.example:443/tmf-api/sac/v4/monitor/1, /monitor/1",
    "HTTPS://NET.EXAMPLE/tmf-api/sac/v4/service/a-b_c~d, /service/a-b_c~d",
    "/tmf-api/sac/v4/monitor/1, /monitor/1",
    "/monitor/1, /monitor/1",
    "monitor/1, /monitor/1",
    "/service/a%20b, /service/a%20b"
  })
  void leadsToTheSystem(String href, String path) {
    assertThat(References.below(BASE, href)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://net.example/tmf-api/sac/v4/monitor/1",
        "https://net.example:8443/tmf-api/sac/v4/monitor/1",
        "https://net.example.evil/tmf-api/sac/v4/monitor/1",
        "https://net.example@evil.example/tmf-api/sac/v4/monitor/1",
        "https://user@net.example/tmf-api/sac/v4/monitor/1",
        "//evil.example/tmf-api/sac/v4/monitor/1",
        "https://net.example/other/monitor/1",
        "https://net.example/monitor/1",
        "https:/tmf-api/sac/v4/monitor/1",
        "https://net.example/tmf-api/sac/v4/../../monitor/1",
        "https://net.example/tmf-api/sac/v4/monitor/..",
        "https://net.example/tmf-api/sac/v4/monitor/.",
        "https://net.example/tmf-api/sac/v4/monitor/%2e%2E",
        "https://net.example/tmf-api/sac/v4/monitor/a%2Fb",
        "https://net.example/tmf-api/sac/v4/monitor/a%5cb",
        "https://net.example/tmf-api/sac/v4/monitor/1/2",
        "https://net.example/tmf-api/sac/v4/monitor/1?x=y",
        "https://net.example/tmf-api/sac/v4/monitor/1#x",
        "https://net.example/tmf-api/sac/v4/monitor/",
        "https://net.example/tmf-api/sac/v4/hub/1",
        "file:///monitor/1",
        "mailto:a@b",
        "not an address",
        ""
      })
  void leadsElsewhere(String href) {
    assertThat(References.below(BASE, href)).isEmpty();
  }

  @Test
  void knowsNoHostAsTheSystemsWhenTheBaseIsNotKnown() {
    assertThat(References.below(null, "https://net.example/monitor/1")).isEmpty();
    assertThat(References.below(null, "/monitor/1")).contains("/monitor/1");
  }

  @Test
  void hidesNoPathInAnId() {
    assertThat(References.toMonitor("a/../b?c=d+e")).isEqualTo("/monitor/a%2F..%2Fb%3Fc%3Dd%2Be");
    assertThat(References.of(Deeds.create(), References.toMonitor("a/b"))).isEqualTo("look");
    assertThat(References.of(Deeds.create(), References.toMonitor(".."))).isEqualTo("look");
    assertThat(References.of(Deeds.create(), References.toMonitor("a b")))
        .isEqualTo("/monitor/a%20b");
  }

  @Test
  void carriesNoIdentifierOfTheCustomer() {
    assertThat(References.of(Deeds.create(), "/service/line-612123456")).isEqualTo("look");
    assertThat(References.of(Deeds.create(), "/service/line%2D61212345%36")).isEqualTo("look");
  }
}
