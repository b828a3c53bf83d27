package dev.turnup.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.oauth2.OAuth2Settings;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.workflows.callback.CallbackSender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CallbackSettingsTest {

  private static final String SECRET = SettingsOf.SECRET;
  private static final String PRIVATE_KEY = "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(CallbackConfiguration.class)
          .withBean(ReceiverRules.class, ReceiverRules::forLabs)
          .withBean(Suspensions.class, FakeSuspensions::new)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Clock.class, SettableClock::new)
          .withBean(CallSpans.class, () -> CallSpans.NONE);

  @Test
  void haveDefaults() {
    PartnerSettings unsaid =
        new PartnerSettings(List.of(), null, null, false, null, null, null, 20, 100, 50);
    runner.run(
        context ->
            assertThat(context.getBean(CallbackSettings.class))
                .isEqualTo(
                    new CallbackSettings(Duration.ofSeconds(15), 400, 32, null, Map.of(), unsaid)));
  }

  @Test
  void takeEveryKey(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), SECRET);
    runner
        .withPropertyValues(
            "turnup.callback.timeout=3s",
            "turnup.callback.max-connections=40",
            "turnup.callback.max-connections-per-receiver=4",
            "turnup.callback.egress-check=[::1]:3128",
            "turnup.callback.partners.acme.signing-secrets[0]=" + SECRET,
            "turnup.callback.partners.acme.signing-key=" + PRIVATE_KEY,
            "turnup.callback.partners.acme.signing-file=" + file,
            "turnup.callback.partners.acme.bearer=abc",
            "turnup.callback.partners.acme.max-concurrent=3",
            "turnup.callback.partners.acme.max-concurrent-in-all=5",
            "turnup.callback.partners.acme.per-second=7",
            "turnup.callback.fallback.unsigned=true",
            "turnup.callback.fallback.oauth2.token-uri=https://login.example/token",
            "turnup.callback.fallback.oauth2.client-id=turnup",
            "turnup.callback.fallback.oauth2.client-secret=s3cret")
        .run(
            context ->
                assertThat(context.getBean(CallbackSettings.class))
                    .isEqualTo(
                        new CallbackSettings(
                            Duration.ofSeconds(3),
                            40,
                            4,
                            "[::1]:3128",
                            Map.of(
                                "acme",
                                new PartnerSettings(
                                    List.of(new Secret(SECRET)),
                                    new Secret(PRIVATE_KEY),
                                    file,
                                    false,
                                    new Secret("abc"),
                                    null,
                                    null,
                                    3,
                                    5,
                                    7)),
                            new PartnerSettings(
                                List.of(),
                                null,
                                null,
                                true,
                                null,
                                new OAuth2Settings(
                                    URI.create("https://login.example/token"),
                                    "turnup",
                                    new Secret("s3cret"),
                                    null),
                                null,
                                20,
                                100,
                                50))));
  }

  @Test
  void refuseAnUnknownKey() {
    refused("time-limit=3s").contains("turnup.callback.time-limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout=0s",
        "timeout=-1s",
        "max-connections=0",
        "max-connections-per-receiver=0",
      })
  void refuseANumberThatIsNotPositive(String property) {
    refused(property).contains("turnup.callback").contains("must be positive");
  }

  @ParameterizedTest
  @CsvSource({
    "max-concurrent=0, max-concurrent must be positive",
    "max-concurrent-in-all=0, max-concurrent-in-all must be positive",
    "per-second=-1, per-second must be positive",
    "signing-secrets=s3cret, signing-secrets[0]: it does not begin with whsec_",
    "signing-secrets=whsec_s3cret, signing-secrets[0]: it is no signing key",
    "signing-secrets=whsec_s3!cret, signing-secrets[0]: it is no base64",
    "signing-key=whsk_s3cret, signing-key: it is no",
    "signing-key=whsec_s3cret, signing-key: it does not begin with whsk_",
    "bearer=Bearer s3cret, bearer is no token",
    "ssl-bundle=none, turnup.callback.partners.acme.ssl-bundle: 'none'",
    "signing-file=/not/there, turnup.callback.partners.acme.signing-file: /not/there cannot be read",
    "oauth2.client-id=turnup, oauth2.token-uri is missing"
  })
  void refuseWhatIsMalformed(String property, String words, CapturedOutput output) {
    refused("partners.acme." + property).contains(words).contains("partners.acme");
    refused("fallback." + property).contains(words.replace("partners.acme", "fallback"));
    assertThat(output.getAll()).doesNotContain("s3cret", "s3!cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"signing-secrets=" + SECRET, "signing-key=" + PRIVATE_KEY, "signing-file=/keys"})
  void refuseAKeyForThoseWhoShallHaveNone(String key) {
    refused("fallback.unsigned=true", "fallback." + key).contains("unsigned contradicts");
  }

  @Test
  void takeAnEmptyFileForNone() {
    assertThat(SettingsOf.partner("unsigned=true", "signing-file=").signingFile()).isNull();
  }

  @Test
  void refuseTwoKindsOfCredentials() {
    refused(
            "fallback.bearer=abc",
            "fallback.oauth2.token-uri=https://login.example/token",
            "fallback.oauth2.client-id=turnup",
            "fallback.oauth2.client-secret=s3cret")
        .contains("bearer and oauth2 exclude each other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:", ":53", "host:0", "host:65536", "a b:53", "http://h:53"})
  void refuseAnEgressCheckThatIsNoHostAndPort(String value) {
    refused("egress-check=" + value).contains("turnup.callback.egress-check").contains("host:port");
  }

  @Test
  void areNotQuietAboutWhatCannotBeToldWithoutAnEgressCheck(CapturedOutput output) {
    runner.run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce("turnup.callback.egress-check is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:3128", "[2001:db8::1]:3128"})
  void areNotQuietAboutAnEgressCheckThatSaysNothingOfOurDns(String value, CapturedOutput output) {
    runner
        .withPropertyValues("turnup.callback.egress-check=" + value)
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce("turnup.callback.egress-check is an IP address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"egress.operator.example:3128", "none"})
  void areQuietAboutAnEgressCheckByNameAndNoneOnPurpose(String value, CapturedOutput output) {
    runner
        .withPropertyValues("turnup.callback.egress-check=" + value)
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("egress-check");
  }

  @Test
  void leadToConnectionsThatEndWithTheApplication() {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      runner
          .withPropertyValues("turnup.callback.fallback.signing-secrets=" + SECRET)
          .run(
              context -> {
                try (ActivityStage stage =
                    new ActivityStage(context.getBean(CallbackSender.class))) {
                  stage
                      .durable(CallbackSender.class)
                      .sendCallback(Notices.to(server.address("/")).toNotice());
                }
                assertThat(server.events()).containsExactly("request 1");
              });
      await()
          .untilAsserted(() -> assertThat(server.events()).containsExactly("request 1", "gone 1"));
    }
  }

  /** All that is said about why it does not start, which shows no secret. */
  private AbstractStringAssert<?> refused(String... properties) {
    StringBuilder said = new StringBuilder();
    ApplicationContextRunner some = runner;
    for (String property : properties) {
      some = some.withPropertyValues("turnup.callback." + property);
    }
    some.run(
        context -> {
          for (Throwable cause = context.getStartupFailure();
              cause != null;
              cause = cause.getCause()) {
            said.append(cause.getMessage()).append('\n');
          }
        });
    return assertThat(said.toString()).isNotEmpty().doesNotContain("s3cret", "s3!cret", "MfKQ");
  }
}
