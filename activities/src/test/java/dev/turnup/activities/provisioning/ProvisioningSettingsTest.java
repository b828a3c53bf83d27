package dev.turnup.activities.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.SystemSettingsOf;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.oauth2.OAuth2Settings;
import dev.turnup.activities.system.BreakerSettings;
import dev.turnup.activities.system.Credentials;
import dev.turnup.activities.system.Es2PlusSettings;
import dev.turnup.activities.system.HttpJsonAction;
import dev.turnup.activities.system.HttpJsonSettings;
import dev.turnup.activities.system.Protocol;
import dev.turnup.activities.system.SystemSettings;
import dev.turnup.activities.system.Tmf640Settings;
import dev.turnup.activities.system.Tmf640Settings.Operation;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProvisioningSettingsTest {

  private static final String NETWORK = "turnup.provisioning.systems.network.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(ProvisioningConfiguration.class)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Clock.class, SettableClock::new)
          .withBean(CallSpans.class, () -> CallSpans.NONE);

  private final ApplicationContextRunner valid =
      runner.withPropertyValues(NETWORK + "base-url=https://network.example/v1");

  @Test
  void knowNoSystemsByDefault() {
    runner.run(
        context ->
            assertThat(context.getBean(ProvisioningSettings.class))
                .isEqualTo(new ProvisioningSettings(Map.of())));
  }

  @Test
  void needNoMoreThanWhereASystemIs() {
    valid.run(
        context ->
            assertThat(context.getBean(ProvisioningSettings.class))
                .isEqualTo(
                    new ProvisioningSettings(
                        Map.of(
                            "network",
                            new SystemSettings(
                                Protocol.HTTP_JSON,
                                URI.create("https://network.example/v1"),
                                Duration.ofSeconds(20),
                                64,
                                null,
                                null,
                                null,
                                new BreakerSettings(true, 50, 50, 20, Duration.ofSeconds(15)),
                                Map.of(),
                                null,
                                null,
                                null)))));
  }

  @Test
  void saySoInCodeAsBriefly() {
    valid.run(
        context ->
            assertThat(network(context))
                .isEqualTo(SystemSettings.at(URI.create("https://network.example/v1"))));
  }

  @Test
  void takeEveryKey() {
    bundles(valid)
        .withPropertyValues(
            NETWORK + "protocol=http-json",
            NETWORK + "timeout=7s",
            NETWORK + "max-connections=9",
            NETWORK + "credentials.header=X-Api-Key",
            NETWORK + "credentials.value=t0p-s3cret",
            NETWORK + "ssl-bundle=operator",
            NETWORK + "breaker.enabled=false",
            NETWORK + "breaker.failure-rate=30",
            NETWORK + "breaker.window=40",
            NETWORK + "breaker.minimum-calls=10",
            NETWORK + "breaker.open-for=1m",
            NETWORK + "actions.add-line.method=PUT",
            NETWORK + "actions.add-line.path=/lines/{service_id}",
            NETWORK + "actions.stop.path=/stop",
            NETWORK + "needs-operator-codes=NO_STOCK,E-17")
        .run(
            context ->
                assertThat(network(context))
                    .isEqualTo(
                        new SystemSettings(
                            Protocol.HTTP_JSON,
                            URI.create("https://network.example/v1"),
                            Duration.ofSeconds(7),
                            9,
                            new Credentials("X-Api-Key", new Secret("t0p-s3cret")),
                            null,
                            "operator",
                            new BreakerSettings(false, 30, 40, 10, Duration.ofMinutes(1)),
                            Map.of(
                                "add-line",
                                new HttpJsonAction("PUT", "/lines/{service_id}"),
                                "stop",
                                new HttpJsonAction("POST", "/stop")),
                            List.of("NO_STOCK", "E-17"),
                            null,
                            null)));
  }

  @Test
  void takeEveryKeyOfOAuth2() {
    oauth2()
        .withPropertyValues(NETWORK + "oauth2.scope=provision")
        .run(
            context ->
                assertThat(network(context).oauth2())
                    .isEqualTo(
                        new OAuth2Settings(
                            URI.create("https://login.example/token"),
                            "turnup",
                            new Secret("t0p-s3cret"),
                            "provision")));
  }

  @Test
  void takeEveryKeyOfTmf640() {
    assertThat(
            SystemSettingsOf.properties(
                    "base-url=https://network.example",
                    "protocol=tmf640",
                    "tmf640.actions.add-voice.operation=create",
                    "tmf640.actions.add-voice.specification=Voice",
                    "tmf640.actions.add-voice.service-type=CFS",
                    "tmf640.actions.switch-sim.operation=modify",
                    "tmf640.actions.switch-sim.target=subscriber",
                    "tmf640.actions.switch-sim.characteristics.newImsi=imsi",
                    "tmf640.actions.switch-sim.characteristics.sim_iccid=iccid",
                    "tmf640.actions.switch-sim.characteristics.[Line.Number]=service_id",
                    "needs-operator-codes=NO_STOCK",
                    "tmf640.actions.retire-sim.operation=delete",
                    "tmf640.actions.retire-sim.target=old_sim")
                .asTmf640())
        .isEqualTo(
            new Tmf640Settings(
                Map.of(
                    "add-voice",
                    new Tmf640Settings.Action(Operation.CREATE, "Voice", "CFS", null, Map.of()),
                    "switch-sim",
                    new Tmf640Settings.Action(
                        Operation.MODIFY,
                        null,
                        null,
                        "subscriber",
                        Map.of(
                            "newImsi", "imsi", "sim_iccid", "iccid", "Line.Number", "service_id")),
                    "retire-sim",
                    new Tmf640Settings.Action(Operation.DELETE, null, null, "old_sim", Map.of())),
                List.of("NO_STOCK")));
  }

  @Test
  void takeEveryKeyOfEs2Plus() {
    assertThat(
            SystemSettingsOf.properties(
                    "base-url=https://smdp.example",
                    "protocol=es2plus",
                    "es2plus.function-requester-identifier=1.3.6.1.4.1.1",
                    "es2plus.protocol-version=2.1.0")
                .asEs2Plus())
        .isEqualTo(new Es2PlusSettings("1.3.6.1.4.1.1", "2.1.0"));
  }

  @Test
  void knowWhatIsUsualForAProtocol() {
    assertThat(
            SystemSettingsOf.properties("base-url=https://smdp.example", "protocol=es2plus")
                .asEs2Plus())
        .isEqualTo(new Es2PlusSettings("turnup", "2.2.0"));
    assertThat(
            SystemSettingsOf.properties("base-url=https://network.example", "protocol=tmf640")
                .asTmf640())
        .isEqualTo(
            new Tmf640Settings(
                Map.of(), List.of("CONTRADICTORY_STATE", "INCONSISTENT_STATE", "INVENTORY_EMPTY")));
    assertThat(SystemSettingsOf.properties("base-url=https://network.example").asHttpJson())
        .isEqualTo(
            new HttpJsonSettings(Map.of(), List.of("INVENTORY_EMPTY", "CONTRADICTORY_STATE")));
  }

  @Test
  void sendCredentialsAsAuthorizationUnlessToldOtherwise() {
    valid
        .withPropertyValues(NETWORK + "credentials.value=Bearer t0p-s3cret")
        .run(
            context ->
                assertThat(network(context).credentials())
                    .isEqualTo(new Credentials("Authorization", new Secret("Bearer t0p-s3cret"))));
  }

  @Test
  void canBeSetByTheEnvironment() {
    Map<String, Object> variables =
        Map.of(
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_BASE_URL", "http://network.example",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_MAX_CONNECTIONS", "3",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_OAUTH2_TOKEN_URI", "http://login.example",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_OAUTH2_CLIENT_ID", "turnup",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_OAUTH2_CLIENT_SECRET", "t0p-s3cret");
    runner
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            variables)))
        .run(
            context ->
                assertThat(network(context))
                    .returns(URI.create("http://network.example"), SystemSettings::baseUrl)
                    .returns(3, SystemSettings::maxConnections)
                    .returns(
                        new OAuth2Settings(
                            URI.create("http://login.example"),
                            "turnup",
                            new Secret("t0p-s3cret"),
                            null),
                        SystemSettings::oauth2));
  }

  @Test
  void doNotShowSecrets() {
    for (ApplicationContextRunner secret :
        List.of(oauth2(), valid.withPropertyValues(NETWORK + "credentials.value=t0p-s3cret"))) {
      secret.run(
          context ->
              assertThat(context.getBean(ProvisioningSettings.class).toString())
                  .contains("network.example", "(secret)")
                  .doesNotContain("s3cret"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turnup.provisioning.sytems.network.base-url=http://network.example",
        NETWORK + "time-limit=7s",
        NETWORK + "credentials.token=abc",
        NETWORK + "oauth2.token-url=https://login.example",
        NETWORK + "breaker.failures=3",
        NETWORK + "actions.stop.verb=GET",
        NETWORK + "es2plus.version=2.2.0",
        NETWORK + "tmf640.actions.stop.kind=delete"
      })
  void refuseAnUnknownKey(String property) {
    valid
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains(property.substring(0, property.indexOf('='))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.example/v1",
        "/v1",
        "ftp://network.example",
        "http:network.example",
        "http:///v1",
        "http://network.example/v1?tenant=1",
        "http://network.example/v1#top",
        "http://network.example:99999/v1"
      })
  void refuseABaseUrlToWhichNoActionCanBeAppended(String baseUrl) {
    runner
        .withPropertyValues(NETWORK + "base-url=" + baseUrl)
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("base-url: '" + baseUrl + "' (expected: ", "http or https"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP://network.example", "Https://network.example/v1"})
  void takeTheSchemeInAnyCase(String baseUrl) {
    runner
        .withPropertyValues(NETWORK + "base-url=" + baseUrl)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void refuseAUserInABaseUrlWithoutQuotingThePassword() {
    runner
        .withPropertyValues(NETWORK + "base-url=http://turnup:t0p-s3cret@network.example")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("base-url", "credentials")
                    .doesNotContain("s3cret"));
  }

  @Test
  void refuseASystemWithoutABaseUrl() {
    runner
        .withPropertyValues(NETWORK + "timeout=7s")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("systems.network", "base-url is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol=soap | protocol",
        "oauth2.client-id=turnup | oauth2.token-uri is missing",
        "oauth2.token-uri=https://login.example | oauth2.client-id is missing",
        "oauth2.token-uri=login.example | oauth2.token-uri: 'login.example' (expected: ",
        "oauth2.token-uri=https://a:b@login.example | oauth2.token-uri must not carry a user",
        "ssl-bundle= | ssl-bundle is blank",
        "ssl-bundle=none-such | systems.network.ssl-bundle: 'none-such'",
        "breaker.failure-rate=0 | breaker.failure-rate: '0' (expected: 1 to 100)",
        "breaker.failure-rate=101 | breaker.failure-rate: '101' (expected: 1 to 100)",
        "breaker.window=0 | breaker.window: '0'",
        "breaker.minimum-calls=51 | breaker.minimum-calls: '51' (expected: 1 to 50, the window)",
        "breaker.open-for=0s | breaker.open-for: 'PT0S'",
        "actions.stop.method=POSt | actions.method: 'POSt' (expected: GET, POST",
        "actions.stop.path=stop | actions.path: 'stop' (expected: ",
        "actions.stop.path=/{Line} | actions.path: '/{Line}'",
        "actions.stop.path=/a b | actions.path: '/a b'",
        "actions.stop.path=/a#b | actions.path: '/a#b'",
        "needs-operator-codes=A,,B | needs-operator-codes",
        "es2plus.protocol-version=2.2.0 | es2plus is for protocol es2plus only",
        "tmf640.actions.stop.operation=delete | tmf640 is for protocol tmf640 only",
      })
  void refuseWhatCannotBe(String property, String message) {
    valid
        .withPropertyValues(NETWORK + property)
        .run(context -> assertThat(messages(context.getStartupFailure())).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmf640 | actions.stop.path=/stop | actions is for protocol http-json only",
        "es2plus | actions.stop.path=/stop | actions is for protocol http-json only",
        "es2plus | needs-operator-codes=A | is for protocols http-json and tmf640 only",
        "tmf640 | needs-operator-codes=A,,B | needs-operator-codes: one is blank",
        "es2plus | es2plus.protocol-version=2 | es2plus.protocol-version: '2' (expected: ",
        "es2plus | es2plus.function-requester-identifier= | function-requester-identifier is blank",
        "tmf640 | tmf640.actions.a.target=x | tmf640.actions: operation is missing",
        "tmf640 | tmf640.actions.a.operation=create | tmf640.actions: specification is missing",
      })
  void refuseWhatAProtocolDoesNotKnow(String protocol, String property, String message) {
    valid
        .withPropertyValues(NETWORK + "protocol=" + protocol, NETWORK + property)
        .run(context -> assertThat(messages(context.getStartupFailure())).contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delete | x=imsi | characteristics are not for a delete",
        "modify | x= | characteristics: 'x: ' (expected: the name of a characteristic and",
      })
  void refuseCharacteristicsThatCannotBe(String operation, String property, String message) {
    valid
        .withPropertyValues(
            NETWORK + "protocol=tmf640",
            NETWORK + "tmf640.actions.a.operation=" + operation,
            NETWORK + "tmf640.actions.a.characteristics." + property)
        .run(context -> assertThat(messages(context.getStartupFailure())).contains(message));
  }

  @Test
  void refuseTwoWaysToProveWhoWeAre() {
    oauth2()
        .withPropertyValues(NETWORK + "credentials.value=abc")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("credentials and oauth2 exclude each other"));
  }

  @Test
  void refuseCertificatesWhereNothingIsSecure() {
    bundles(runner)
        .withPropertyValues(
            NETWORK + "base-url=http://network.example", NETWORK + "ssl-bundle=operator")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("ssl-bundle is of no use: base-url is not https"));
  }

  @Test
  void refuseCredentialsWithoutAValue() {
    valid
        .withPropertyValues(NETWORK + "credentials.header=X-Api-Key")
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("credentials.value is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"credentials.value=", "credentials.header="})
  void refuseBlankCredentials(String property) {
    valid
        .withPropertyValues(NETWORK + "credentials.value=abc", NETWORK + property)
        .run(context -> assertThat(messages(context.getStartupFailure())).contains("credentials."));
  }

  @ParameterizedTest
  @CsvSource({"timeout, 0s", "timeout, -1s", "max-connections, 0", "max-connections, -1"})
  void refuseANumberThatIsNotPositive(String key, String value) {
    valid
        .withPropertyValues(NETWORK + key + "=" + value)
        .run(
            context ->
                assertThat(messages(context.getStartupFailure()))
                    .contains("timeout and max-connections", "must be positive"));
  }

  @Test
  void leadToConnectionsThatEndWithTheApplication() {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", "{}"))) {
      runner
          .withPropertyValues(NETWORK + "base-url=" + server.address("/"))
          .run(
              context -> {
                try (ActivityStage stage =
                    new ActivityStage(context.getBean(ProvisioningSystems.class))) {
                  stage
                      .durable(ProvisioningSystems.class)
                      .performStep(StepRequests.valid().toRequest());
                }
                assertThat(server.events()).containsExactly("request 1");
              });
      await()
          .untilAsserted(() -> assertThat(server.events()).containsExactly("request 1", "gone 1"));
    }
  }

  private ApplicationContextRunner oauth2() {
    return valid.withPropertyValues(
        NETWORK + "oauth2.token-uri=https://login.example/token",
        NETWORK + "oauth2.client-id=turnup",
        NETWORK + "oauth2.client-secret=t0p-s3cret");
  }

  /** As Spring Boot makes them of spring.ssl.bundle. */
  private static ApplicationContextRunner bundles(ApplicationContextRunner runner) {
    return runner.withBean(
        SslBundles.class,
        () -> new DefaultSslBundleRegistry("operator", SslBundle.systemDefault()));
  }

  private static SystemSettings network(ApplicationContext context) {
    return requireNonNull(context.getBean(ProvisioningSettings.class).systems().get("network"));
  }

  private static String messages(@Nullable Throwable failure) {
    return Stream.iterate(requireNonNull(failure), e -> e != null, Throwable::getCause)
        .map(Throwable::toString)
        .collect(Collectors.joining("\n"));
  }
}
