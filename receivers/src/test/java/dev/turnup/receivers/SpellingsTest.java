package dev.turnup.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How addresses that are nobody's to call have been written to get past a check. */
class SpellingsTest {

  private static final String PARTNER = "a-partner";

  static Stream<String> hostsThatAreNotPublic() {
    return Stream.of(
        // Plainly.
        "127.0.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fc00::1]",
        "[fd12:3456:789a::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        // Where clouds keep their secrets.
        "169.254.169.254",
        "169.254.170.2",
        "169.254.169.123",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[fe80::a9fe:a9fe]",
        "metadata",
        "metadata.google.internal",
        "instance-data",
        "instance-data.ec2.internal",
        // In one number, in octal, in hexadecimal, and mixed.
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0X7F000001",
        "0x7F.0x0.0x0.0x1",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0177.0000.0000.0001",
        "00000177.0.0.1",
        "0177.0.0.0x1",
        "012.0.0.1",
        "010.0.0.1",
        "127.0.0.01",
        "2852039166",
        "025177524776",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.0xa9.0376",
        "425.510.425.510",
        "4294967296",
        "6425673729",
        "0x17f000001",
        // Short.
        "127.1",
        "127.0.1",
        "127.65535",
        "0x7f.1",
        "10.1",
        "192.168.257",
        "169.254.43518",
        "0",
        "0x0",
        "0x",
        "127",
        "1",
        // Long, or with a hole.
        "127.0.0.1.0",
        "127..0.0.1",
        ".127.0.0.1",
        "127.0.0.256",
        // With a dot at the end.
        "127.0.0.1.",
        "localhost.",
        "2130706433.",
        "[::1].",
        // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP.
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:127.0.0.1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[0000:0000:0000:0000:0000:ffff:7f00:0001]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[::ffff:0x7f.1]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::10.0.0.1]",
        "[::a9fe:a9fe]",
        "[::ffff:0:127.0.0.1]",
        "[::ffff:0:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::7f00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2002:a00:1::1]",
        "[2002:a9fe:a9fe::]",
        "[2001:0:7f00:1::]",
        "[2001::f5ff:fffe]",
        "[fe80::5efe:7f00:1]",
        // Reserved otherwise.
        "[100::1]",
        "[100:0:0:1::1]",
        "[2001:2::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[5f00::1]",
        "[4000::1]",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "192.88.99.1",
        // IPv6 written in another way than the canonical one.
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::0001]",
        "[0::1]",
        "[::0.0.0.1]",
        "[FE80::1]",
        "::1",
        // With a zone.
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[::1%25lo]",
        "[::1%1]",
        // Of a future that never came.
        "[v1.127.0.0.1]",
        // By name.
        "localhost",
        "LOCALHOST",
        "LocalHost",
        "localhost.localdomain",
        "localhost6",
        "ip6-localhost",
        "foo.localhost",
        "broadcasthost",
        "printer.local",
        "router.lan",
        "nas.home",
        "router.home.arpa",
        "1.0.0.127.in-addr.arpa",
        "vault.internal",
        "wiki.corp",
        "wiki.intranet",
        "db.private",
        "any.test",
        "any.invalid",
        "hidden.onion",
        "kubernetes",
        "kubernetes.default.svc.cluster.local",
        // In letters that a browser reads as others.
        "\uff11\uff12\uff17.0.0.1",
        "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
        "127\u30020\u30020\u30021",
        "127\uff0e0\uff0e0\uff0e1",
        "\u217cocalhost",
        "loc\u00adalhost",
        "loc\u200balhost",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "127.0.0.\u0661",
        // Percent-encoded, once and twice.
        "%31%32%37.0.0.1",
        "127%2e0%2e0%2e1",
        "%6c%6f%63%61%6c%68%6f%73%74",
        "%6cocalhost",
        "127.0.0.1%00",
        "127.0.0.1%2f.partner.example",
        "%2531%2532%2537.0.0.1",
        "%5B::1%5D",
        // As the user of somebody else, or somebody else as its user.
        "partner.example@127.0.0.1",
        "partner.example:443@127.0.0.1",
        "partner.example:x@localhost",
        "@127.0.0.1",
        ":@127.0.0.1",
        "a@b@127.0.0.1",
        "127.0.0.1@partner.example",
        "partner.example%40127.0.0.1",
        // With what makes parsers disagree about where the host ends.
        "127.0.0.1\\@partner.example",
        "partner.example\\@127.0.0.1",
        "127.0.0.1\\.partner.example",
        "127.0.0.1#@partner.example",
        "127.0.0.1#.partner.example",
        "partner.example#@127.0.0.1",
        "127.0.0.1?@partner.example#",
        "127.0.0.1;partner.example",
        "127.0.0.1&partner.example",
        "127.0.0.1,partner.example",
        "partner.example&@127.0.0.1#@partner.example",
        "127.0.0.1:443:443",
        "127.0.0.1:443@partner.example:443",
        "127.0.0.1\t",
        "127.0.\n0.1",
        "127.0.0.1\r\nHost:partner.example",
        "127.0.0.1\u0000.partner.example",
        "127.0.0.1 ",
        " 127.0.0.1",
        "[::1",
        "::1]",
        "[::1]]",
        "[[::1]]",
        "[127.0.0.1]",
        "[localhost]",
        "[::1].partner.example",
        "");
  }

  @ParameterizedTest
  @MethodSource("hostsThatAreNotPublic")
  void noSpellingOfAnAddressThatIsNotPublicGetsThrough(String host) {
    assertThat(isRefused("https://" + host + "/ok")).isTrue();
    assertThat(isRefused("https://" + host + ":443/ok")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:127.0.0.1",
        "https:/127.0.0.1",
        "https:///127.0.0.1",
        "https:////127.0.0.1",
        "https:\\\\127.0.0.1",
        "https:/\\127.0.0.1",
        "//127.0.0.1",
        "127.0.0.1",
        "/ok",
        "",
        "https://",
        "https://?",
        "https:partner.example",
        "ftp://partner.example/ok",
        "file:///etc/passwd",
        "file://partner.example/ok",
        "gopher://127.0.0.1:6379/_INFO",
        "dict://127.0.0.1:11211/",
        "ldap://127.0.0.1/",
        "jar:https://partner.example!/",
        "javascript:alert(1)",
        "data:,ok",
        "unix:///var/run/docker.sock",
        "view-source:https://partner.example/",
        "wss://partner.example/ok",
        "http://partner.example/ok",
        "HTTP://partner.example/ok",
      })
  void whatIsNotAnHttpsUrlIsRefused(String url) {
    assertThat(isRefused(url)).isTrue();
  }

  /** A URL that the JDK cannot parse never becomes a URI, which is as good as refused. */
  private static boolean isRefused(String url) {
    try {
      return ReceiverRules.strict().complaint(PARTNER, new URI(url)).isPresent();
    } catch (URISyntaxException e) {
      return true;
    }
  }
}
