package dev.turnup.activities.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.Attempt;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** That each system is spoken to in the protocol of its settings. */
class ProtocolsTest {

  @Test
  void plainHttpAndJsonUnlessToldOtherwise() throws IOException {
    assertThat(asked("activate")).startsWith("POST /n/activate HTTP/1.1\r\n");
    assertThat(asked("activate", "protocol=http-json")).startsWith("POST /n/activate HTTP/1.1\r\n");
  }

  @Test
  void tmf640() throws IOException {
    assertThat(
            asked(
                "activate",
                "protocol=tmf640",
                "tmf640.actions.activate.operation=create",
                "tmf640.actions.activate.specification=Subscriber"))
        .startsWith("POST /n/service HTTP/1.1\r\n")
        .contains("\"Subscriber\"");
  }

  @Test
  void es2Plus() throws IOException {
    assertThat(
            asked(
                "download-order",
                "protocol=es2plus",
                "es2plus.function-requester-identifier=operator-1"))
        .startsWith("POST /n/gsma/rsp2/es2plus/downloadOrder HTTP/1.1\r\n")
        .contains("X-Admin-Protocol: gsma/rsp/v2.2.0\r\n")
        .contains("\"operator-1\"");
  }

  /** What a system with these settings hears. It never says anything of use. */
  private static String asked(String action, String... properties) throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("503 Busy", ""))) {
      String[] all =
          Stream.concat(Stream.of("base-url=" + server.address("/n")), Stream.of(properties))
              .toArray(String[]::new);
      try (ConfiguredSystems systems =
          ConfiguredSystems.of(
              new ProvisioningSettings(Map.of("network", SystemSettingsOf.properties(all))),
              new DefaultSslBundleRegistry(),
              new SimpleMeterRegistry(),
              new SettableClock(),
              CallSpans.NONE)) {
        Attempt.failureOf(
            () -> systems.performStep(StepRequests.valid().doing(action).toRequest()));
      }
      assertThat(server.requests()).hasSize(1);
      return server.requests().getFirst();
    }
  }
}
