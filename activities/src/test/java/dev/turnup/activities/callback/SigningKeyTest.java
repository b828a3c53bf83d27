package dev.turnup.activities.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

  @Test
  void signsAsThePublishedVectorOfStandardWebhooksSays() {
    SigningKey key = SigningKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    String content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
    assertThat(key.signature(content.getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  /** RFC 8032, section 7.1, tests 1 to 3; the second half is the public key. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        """
        9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,\
        d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,\
        "",\
        e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b\
        """,
        """
        4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,\
        3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,\
        72,\
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00\
        """,
        """
        c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,\
        fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,\
        af82,\
        6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a\
        """
      })
  void signsAsTheVectorsOfEd25519Say(String seed, String shared, String content, String expected) {
    String signature = "v1a," + Base64.getEncoder().encodeToString(bytes(expected));
    assertThat(SigningKey.parse("whsk_" + base64(seed)).signature(bytes(content)))
        .isEqualTo(signature);
    assertThat(SigningKey.parse("whsk_" + base64(seed + shared)).signature(bytes(content)))
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64})
  void takesSecretsOf24To64Bytes(int length) {
    assertThat(SigningKey.parse("whsec_" + zeros(length)).signature(new byte[0])).startsWith("v1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsk_",
        "s3cretMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_s3cret-fKQ9r8GKYqrTwjUPD8ILPZIo2L_LaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void refusesWhatIsNoKeyWithoutShowingIt(String text) {
    assertThatThrownBy(() -> SigningKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("expected: whsec_ and the base64 of 24 to 64 bytes")
        .message()
        .doesNotContain("s3cret", "fKQ9");
  }

  @ParameterizedTest
  @CsvSource({"whsec_, 23", "whsec_, 65", "whsk_, 31", "whsk_, 33", "whsk_, 63", "whsk_, 65"})
  void refusesKeysOfAnotherLength(String prefix, int length) {
    assertThatThrownBy(() -> SigningKey.parse(prefix + zeros(length)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void refusesAPrivateKeyWithThePublicKeyOfAnother() {
    String seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    String other = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    assertThatThrownBy(() -> SigningKey.parse("whsk_" + base64(seed + other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its second half is not the public key of its first");
  }

  @Test
  void cannotBePrinted() {
    assertThat(SigningKey.parse("whsec_" + zeros(24))).hasToString("(signing key)");
  }

  private static String zeros(int length) {
    return Base64.getEncoder().encodeToString(new byte[length]);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
