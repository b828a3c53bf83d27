package dev.turnup.api.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.receivers.ReceiverRules;
import dev.turnup.receivers.ReceiverSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallbackUrlsTest {

  private static final String URL = "https://partner.example/ok?token=secret";
  private static final String PUBLIC = "9.9.9.9";
  private static final String PRIVATE = "10.0.0.1";

  @Test
  void aNameWithAPublicAddressPasses() {
    assertThat(complaint(ReceiverRules.strict(), PUBLIC)).isEmpty();
  }

  @Test
  void aNameWithPrivateAddressesOnlyIsRefused() {
    assertThat(complaint(ReceiverRules.strict(), PRIVATE, "::1", "169.254.169.254"))
        .contains("must be at a host with a public IP address");
  }

  @Test
  void oneAddressThatIsAllowedIsEnoughAsTheSenderDropsTheOthers() {
    assertThat(complaint(ReceiverRules.strict(), PRIVATE, PUBLIC)).isEmpty();
  }

  @Test
  void aPartnerOnAPrivateLineIsReachedThere() {
    ReceiverRules rules =
        new ReceiverRules(
            new ReceiverSettings(
                false,
                false,
                Set.of(443),
                List.of(),
                List.of(),
                true,
                Map.of("acme", new ReceiverSettings.Partner(List.of(), List.of(PRIVATE + "/32")))));

    assertThat(complaint(rules, PRIVATE)).isEmpty();
    assertThat(complaint(rules, "10.0.0.2")).isPresent();
  }

  @Test
  void aNameThatNobodyKnowsPassesAsItMayBeKnownLater() {
    CallbackUrls urls =
        urls(
            ReceiverRules.strict(),
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(urls.complaint("acme", URL)).isEmpty();
  }

  @Test
  void withoutADirectoryTheTextCounts() {
    CallbackUrls urls = new CallbackUrls(ReceiverRules.strict(), null);

    assertThat(urls.complaint("acme", URL)).isEmpty();
    assertThat(urls.complaint("acme", "https://10.0.0.1/ok")).isPresent();
  }

  @Test
  void whatIsRefusedByItsTextIsNotLookedUp() {
    CallbackUrls urls =
        urls(
            ReceiverRules.strict(),
            host -> {
              throw new AssertionError("looked up " + host);
            });

    assertThat(urls.complaint("acme", "https://localhost/ok")).isPresent();
    assertThat(urls.complaint("acme", "https://me@partner.example/ok")).isPresent();
    assertThat(urls.complaint("acme", "no URL")).isPresent();
  }

  @Test
  void noComplaintQuotesTheUrl() {
    assertThat(complaint(ReceiverRules.strict(), PRIVATE).orElseThrow())
        .doesNotContain("secret", PRIVATE);
    assertThat(
            urls(ReceiverRules.strict(), host -> List.of())
                .complaint("acme", "https://partner.example/ok?{secret}"))
        .hasValueSatisfying(complaint -> assertThat(complaint).doesNotContain("secret"));
  }

  private static Optional<String> complaint(ReceiverRules rules, String... addresses) {
    List<InetAddress> found = Stream.of(addresses).map(CallbackUrlsTest::literal).toList();
    return urls(rules, host -> found).complaint("acme", URL);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError("no literal: " + address, e);
    }
  }

  private static CallbackUrls urls(ReceiverRules rules, Directory directory) {
    return new CallbackUrls(rules, new KnownAddresses(directory, Duration.ofMinutes(1)));
  }
}
