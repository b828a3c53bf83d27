package dev.turnup.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name may resolve to. */
class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.0.0",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "192.175.48.1",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1::808:808",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "2620:4f:8000::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void noReceiverLivesHere(String address) {
    assertThat(ReceiverRules.strict().isPublic(InetAddresses.forString(address))).isFalse();
    assertThat(ReceiverRules.strict().allows("a-partner", InetAddresses.forString(address)))
        .isFalse();
    assertThat(ReceiverRules.forLabs().allows("a-partner", InetAddresses.forString(address)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e"
      })
  void theseAreOfThePublicInternet(String address) {
    assertThat(ReceiverRules.strict().isPublic(InetAddresses.forString(address))).isTrue();
    assertThat(ReceiverRules.strict().allows("a-partner", InetAddresses.forString(address)))
        .isTrue();
  }

  @Test
  void theOperatorsOwnNetworksCanBeForbidden() {
    ReceiverRules rules =
        new ReceiverRules(
            new ReceiverSettings(
                false,
                false,
                Set.of(443),
                List.of(),
                List.of("8.8.8.0/24", "2606:4700::/32"),
                true,
                Map.of()));

    assertThat(rules.isPublic(InetAddresses.forString("8.8.8.8"))).isFalse();
    assertThat(rules.isPublic(InetAddresses.forString("2606:4700:4700::1111"))).isFalse();
    assertThat(rules.isPublic(InetAddresses.forString("8.8.9.8"))).isTrue();
  }
}
