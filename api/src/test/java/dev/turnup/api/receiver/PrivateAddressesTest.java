package dev.turnup.api.receiver;

import dev.turnup.api.ApiTest;
import dev.turnup.api.Body;
import dev.turnup.api.Desk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses that are nobody's to call, as they have been written to get past a check, and what a
 * caller hears who writes them so. All the spellings that we know are with the rules themselves.
 */
@ApiTest
class PrivateAddressesTest {

  private final Desk desk;

  PrivateAddressesTest(Desk desk) {
    this.desk = desk;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Plainly.
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fc00::1]",
        "[fe80::1]",
        "[ff02::1]",
        // Where clouds keep their secrets.
        "169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "[fd00:ec2::254]",
        "metadata.google.internal",
        // In one number, in octal, in hexadecimal, and mixed.
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0X7F000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "010.0.0.1",
        "127.0.0.01",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.0xa9.0376",
        "425.510.425.510",
        "4294967296",
        // Short, long, or with a hole or a dot.
        "127.1",
        "127.0.1",
        "127.65535",
        "0x7f.1",
        "192.168.257",
        "0",
        "127.0.0.1.0",
        "127..0.0.1",
        "127.0.0.1.",
        "localhost.",
        // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:127.0.0.1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        // IPv6 written in another way than the canonical one, and with a zone.
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[0::1]",
        "[FE80::1]",
        "::1",
        "[fe80::1%25eth0]",
        "[::1%25lo]",
        // By name.
        "localhost",
        "LOCALHOST",
        "foo.localhost",
        "localhost.localdomain",
        "printer.local",
        "vault.internal",
        "1.0.0.127.in-addr.arpa",
        "kubernetes.default.svc.cluster.local",
        // In letters that others read as digits, and percent-encoded.
        "\uff11\uff12\uff17.0.0.1",
        "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
        "127\u30020\u30020\u30021",
        "loc\u00adalhost",
        "127.0.0.\u0661",
        "%31%32%37.0.0.1",
        "127%2e0%2e0%2e1",
        "%6cocalhost",
        "127.0.0.1%00",
        // With a user, and with what makes parsers disagree about where the host ends.
        "partner.example@127.0.0.1",
        "127.0.0.1@partner.example",
        "127.0.0.1\\@partner.example",
        "127.0.0.1#@partner.example",
        "partner.example&@127.0.0.1#@partner.example",
        "127.0.0.1:443@partner.example:443",
        "127.0.0.1\t",
        "127.0.0.1\r\nHost:partner.example",
        "127.0.0.1\u0000.partner.example",
        "[127.0.0.1]",
        "[::1].partner.example"
      })
  void areRefusedAtTheDoorHoweverTheyAreWritten(String host) {
    desk.post("/v3/applewatch/")
        .with(Body.createService().with("callback_error_url", "https://" + host + "/ok"))
        .send()
        .isProblem(400, "BAD_REQUEST", "CALLBACK URL NOT ALLOWED")
        .names("callback_error_url");
  }
}
