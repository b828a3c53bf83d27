package dev.turnup.api.receiver;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** Names that look harmless, at an api that looks them up as it does unless it is told not to. */
@ApiTest
@Import(NamesAtTheDoorTest.Names.class)
@TestPropertySource(properties = "turnup.receivers.resolve-at-door=true")
class NamesAtTheDoorTest {

  private static final String PATH = "/v3/applewatch/";

  private final Desk desk;

  NamesAtTheDoorTest(Desk desk) {
    this.desk = desk;
  }

  @Test
  void areRefusedIfTheirAddressesArePrivate() {
    desk.post(PATH)
        .with(withErrorsTo("inside.partner.example"))
        .send()
        .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
        .names("callback_error_url");
  }

  @Test
  void passIfTheirAddressesArePublicOrNobodyKnowsThem() {
    desk.post(PATH).with(withErrorsTo("outside.partner.example")).send().isAccepted();
    desk.post(PATH).with(withErrorsTo("nobody.partner.example")).send().isAccepted();
  }

  private static Body withErrorsTo(String host) {
    return Body.createService()
        .with("callback_success_url", "https://outside.partner.example/ok")
        .with("callback_error_url", "https://" + host + "/failed");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Names {

    @Bean
    @Primary
    KnownAddresses namesOfPartners() {
      return new KnownAddresses(Names::addressesOf, Duration.ofMinutes(1));
    }

    private static List<InetAddress> addressesOf(String host) throws UnknownHostException {
      return switch (host) {
        case "inside.partner.example" -> List.of(InetAddress.getByName("10.0.0.1"));
        case "outside.partner.example" -> List.of(InetAddress.getByName("9.9.9.9"));
        default -> throw new UnknownHostException(host);
      };
    }
  }
}
