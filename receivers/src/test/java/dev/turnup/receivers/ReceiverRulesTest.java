package dev.turnup.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverRulesTest {

  private static final String PARTNER = "a-partner";
  private static final String OTHER = "another-partner";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://partner.example/ok",
        "https://partner.example",
        "https://partner.example:443/ok",
        "https://callbacks.eu-1.partner.example/v1/ok?order=7&x=%20",
        "HTTPS://partner.example/ok",
        "https://example.com/",
        "https://x.co/",
        "https://1and1.com/",
        "https://3com.com/",
        "https://a.b.c.d.e.f.partner.example/",
        "https://127.0.0.1.partner.example/",
        "https://localhost.partner.example/",
        "https://internal.partner.example/",
        "https://0x7f.partner.example/",
        "https://xn--mnchen-3ya.example/ok",
        "https://partner.xn--p1ai/ok",
        "https://8.8.8.8/ok",
        "https://9.255.255.255/ok",
        "https://172.32.0.1/ok",
        "https://[2606:4700:4700::1111]/ok",
        "https://[2a00:1450:4001:81b::200e]:443/ok",
      })
  void publicReceiversPass(String url) {
    assertThat(ReceiverRules.strict().complaint(PARTNER, URI.create(url))).isEmpty();
  }

  @Test
  void aNameMayBeAsLongAsDnsHasThem() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(53) + ".example";

    assertThat(longest).hasSize(253);
    assertThat(complaint(ReceiverRules.strict(), "https://" + longest + "/")).isNull();
    assertThat(complaint(ReceiverRules.strict(), "https://a" + longest + "/")).contains("host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://Partner.example/ok",
        "https://partner.example./ok",
        "https://partner..example/ok",
        "https://-partner.example/ok",
        "https://partner-.example/ok",
        "https://part_ner.example/ok",
        "https://partner.example.1/ok",
        "https://partner.0x1/ok",
        "https://[2606:4700:4700:0:0:0:0:1111]/ok",
        "https://[2606:4700:4700::ABCD]/ok",
        "https://8.8.8.08/ok",
      })
  void aHostIsWrittenInOneWayOnly(String url) {
    assertThat(complaint(ReceiverRules.strict(), url)).startsWith("must have a host in its plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://partner.example:/ok",
        "https://partner.example:0443/ok",
        "https://partner.example:00/ok"
      })
  void aPortIsWrittenInOneWayOnly(String url) {
    assertThat(complaint(ReceiverRules.strict(), url)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 22, 80, 442, 8080, 8443, 65_535, 65_536, 443_443})
  void onlyTheAllowedPortsAre(int port) {
    assertThat(complaint(ReceiverRules.strict(), "https://partner.example:" + port + "/ok"))
        .isEqualTo("must be on port 443");
  }

  @Test
  void otherPortsCanBeAllowed() {
    ReceiverRules rules = new ReceiverRules(ports(443, 8443));

    assertThat(complaint(rules, "https://partner.example:8443/ok")).isNull();
    assertThat(complaint(rules, "https://partner.example:8444/ok"))
        .isEqualTo("must be on port 443 or 8443");
  }

  @Test
  void aUserPasswordOrFragmentIsRefused() {
    assertThat(complaint(ReceiverRules.strict(), "https://me@partner.example/ok"))
        .isEqualTo("must not have a user or password");
    assertThat(complaint(ReceiverRules.strict(), "https://partner.example/ok#top"))
        .isEqualTo("must not have a fragment (#)");
  }

  @Test
  void aUrlMayHave2048Characters() {
    String start = "https://partner.example/?";

    assertThat(complaint(ReceiverRules.strict(), start + "x".repeat(2048 - start.length())))
        .isNull();
    assertThat(complaint(ReceiverRules.strict(), start + "x".repeat(2049 - start.length())))
        .contains("2048 characters");
  }

  @Test
  void anInternationalNameMustComeAsPunycode() {
    assertThat(complaint(ReceiverRules.strict(), "https://m\u00fcnchen.example/ok"))
        .contains("ASCII");
  }

  @Test
  void noComplaintQuotesTheUrl() {
    for (String url :
        List.of(
            "https://secret-host.local/secret-path?token=secret",
            "https://secret:secret@partner.example/",
            "https://10.0.0.1/secret?token=secret",
            "ftp://secret.example/secret")) {
      assertThat(complaint(ReceiverRules.strict(), url)).isNotNull().doesNotContain("secret");
    }
  }

  @Test
  void httpIsForLabs() {
    ReceiverRules rules =
        new ReceiverRules(
            new ReceiverSettings(true, false, Set.of(443), List.of(), List.of(), true, Map.of()));

    assertThat(complaint(rules, "http://partner.example/ok")).isNull();
    assertThat(complaint(rules, "http://partner.example:8080/ok")).contains("port");
    assertThat(complaint(rules, "http://localhost/ok")).contains("public DNS");
    assertThat(complaint(ReceiverRules.strict(), "http://partner.example/ok"))
        .isEqualTo("must begin with https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/inbox",
        "https://127.0.0.1:9443/ok",
        "http://receiver:8080/ok",
        "http://[::1]:8080/ok",
        "https://receiver.lab.internal/ok"
      })
  void inALabAnyReceiverWillDo(String url) {
    assertThat(ReceiverRules.forLabs().complaint(PARTNER, URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.1/ok",
        "http://localhost:65536/ok",
        "http://me@localhost/ok",
        "http://localhost./ok"
      })
  void inALabTooAHostHasOneSpelling(String url) {
    assertThat(ReceiverRules.forLabs().complaint(PARTNER, URI.create(url))).isPresent();
  }

  @Test
  void aPartnerWithAListIsSentToItsOwnHostsOnly() {
    ReceiverRules rules =
        new ReceiverRules(
            hosts(
                List.of(), Map.of(PARTNER, partner("cb.partner.example", "*.eu.partner.example"))));

    assertThat(complaint(rules, "https://cb.partner.example/ok")).isNull();
    assertThat(complaint(rules, "https://a.eu.partner.example/ok")).isNull();
    assertThat(complaint(rules, "https://a.b.eu.partner.example/ok")).isNull();
    assertThat(complaint(rules, "https://eu.partner.example/ok")).contains("agreed upon");
    assertThat(complaint(rules, "https://.eu.partner.example/ok")).isNotNull();
    assertThat(complaint(rules, "https://evil-eu.partner.example/ok")).contains("agreed upon");
    assertThat(complaint(rules, "https://evilcb.partner.example/ok")).contains("agreed upon");
    assertThat(complaint(rules, "https://cb.partner.example.evil.example/ok"))
        .contains("agreed upon");
    assertThat(rules.complaint(OTHER, URI.create("https://elsewhere.example/ok"))).isEmpty();
  }

  @Test
  void theListForEverybodyIsForThoseWithoutTheirOwn() {
    ReceiverRules rules =
        new ReceiverRules(
            hosts(List.of("hub.example"), Map.of(PARTNER, partner("cb.partner.example"))));

    assertThat(rules.complaint(OTHER, URI.create("https://hub.example/ok"))).isEmpty();
    assertThat(rules.complaint(OTHER, URI.create("https://cb.partner.example/ok"))).isPresent();
    assertThat(complaint(rules, "https://hub.example/ok")).contains("agreed upon");
  }

  @Test
  void aListThatNamesAPrivateAddressDoesNotOpenIt() {
    ReceiverRules rules = new ReceiverRules(hosts(List.of("10.0.0.1"), Map.of()));

    assertThat(complaint(rules, "https://10.0.0.1/ok")).contains("reserved IP address");
  }

  @Test
  void aPartnerCanBeReachedOverAPrivateLine() {
    ReceiverRules rules =
        new ReceiverRules(
            hosts(
                List.of(),
                Map.of(
                    PARTNER,
                    new ReceiverSettings.Partner(
                        List.of("cb.mvno.internal", "10.20.0.5"), List.of("10.20.0.0/16")))));

    assertThat(complaint(rules, "https://cb.mvno.internal/ok")).isNull();
    assertThat(complaint(rules, "https://10.20.0.5/ok")).isNull();
    assertThat(rules.allows(PARTNER, address("10.20.255.1"))).isTrue();
    assertThat(rules.allows(PARTNER, address("10.21.0.1"))).isFalse();
    assertThat(rules.allows(OTHER, address("10.20.255.1"))).isFalse();
    assertThat(rules.isPublic(address("10.20.255.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.",
        "",
        "Partner.example",
        "https://partner.example",
        "partner.example:443",
        "*.*.example",
        "a.*.example",
        "*.10.0.0.1",
        "127.1",
        "partner.example."
      })
  void aHostInAListThatCouldNeverMatchIsRefused(String host) {
    assertThatThrownBy(() -> new ReceiverRules(hosts(List.of(host), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("turnup.receivers.hosts: '" + host + "' (expected:");
  }

  private static @Nullable String complaint(ReceiverRules rules, String url) {
    return rules.complaint(PARTNER, URI.create(url)).orElse(null);
  }

  private static InetAddress address(String literal) {
    return InetAddresses.forString(literal);
  }

  private static ReceiverSettings.Partner partner(String... hosts) {
    return new ReceiverSettings.Partner(List.of(hosts), List.of());
  }

  private static ReceiverSettings ports(Integer... ports) {
    return new ReceiverSettings(false, false, Set.of(ports), List.of(), List.of(), true, Map.of());
  }

  private static ReceiverSettings hosts(
      List<String> hosts, Map<String, ReceiverSettings.Partner> partners) {
    return new ReceiverSettings(false, false, Set.of(443), hosts, List.of(), true, partners);
  }
}
