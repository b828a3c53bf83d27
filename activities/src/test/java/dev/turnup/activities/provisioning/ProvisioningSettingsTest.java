package dev.turnup.activities.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.Secret;
import dev.turnup.activities.provisioning.ProvisioningSettings.BackEnd;
import dev.turnup.activities.provisioning.ProvisioningSettings.Credentials;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProvisioningSettingsTest {

  private static final String NETWORK = "turnup.provisioning.systems.network.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(ProvisioningConfiguration.class)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Clock.class, SettableClock::new);

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
                            new BackEnd(
                                URI.create("https://network.example/v1"),
                                Duration.ofSeconds(20),
                                64,
                                null)))));
  }

  @Test
  void takeEveryKey() {
    valid
        .withPropertyValues(
            NETWORK + "timeout=7s",
            NETWORK + "max-connections=9",
            NETWORK + "credentials.header=X-Api-Key",
            NETWORK + "credentials.value=t0p-s3cret",
            "turnup.provisioning.systems.esim-platform.base-url=http://127.0.0.1:8080/")
        .run(
            context ->
                assertThat(context.getBean(ProvisioningSettings.class))
                    .isEqualTo(
                        new ProvisioningSettings(
                            Map.of(
                                "network",
                                new BackEnd(
                                    URI.create("https://network.example/v1"),
                                    Duration.ofSeconds(7),
                                    9,
                                    new Credentials("X-Api-Key", new Secret("t0p-s3cret"))),
                                "esim-platform",
                                new BackEnd(
                                    URI.create("http://127.0.0.1:8080/"),
                                    Duration.ofSeconds(20),
                                    64,
                                    null)))));
  }

  @Test
  void sendCredentialsAsAuthorizationUnlessToldOtherwise() {
    valid
        .withPropertyValues(NETWORK + "credentials.value=Bearer t0p-s3cret")
        .run(
            context ->
                assertThat(
                        requireNonNull(
                            context.getBean(ProvisioningSettings.class).systems().get("network")))
                    .extracting(BackEnd::credentials)
                    .isEqualTo(new Credentials("Authorization", new Secret("Bearer t0p-s3cret"))));
  }

  @Test
  void canBeSetByTheEnvironment() {
    Map<String, Object> variables =
        Map.of(
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_BASE_URL", "http://network.example",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_MAX_CONNECTIONS", "3",
            "TURNUP_PROVISIONING_SYSTEMS_NETWORK_CREDENTIALS_VALUE", "Bearer t0p-s3cret");
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
                assertThat(context.getBean(ProvisioningSettings.class).systems())
                    .isEqualTo(
                        Map.of(
                            "network",
                            new BackEnd(
                                URI.create("http://network.example"),
                                Duration.ofSeconds(20),
                                3,
                                new Credentials(
                                    "Authorization", new Secret("Bearer t0p-s3cret"))))));
  }

  @Test
  void doNotShowSecrets() {
    valid
        .withPropertyValues(NETWORK + "credentials.value=t0p-s3cret")
        .run(
            context ->
                assertThat(context.getBean(ProvisioningSettings.class).toString())
                    .contains("network.example", "(secret)")
                    .doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turnup.provisioning.sytems.network.base-url=http://network.example",
        NETWORK + "time-limit=7s",
        NETWORK + "credentials.token=abc"
      })
  void refuseAnUnknownKey(String property) {
    valid
        .withPropertyValues(NETWORK + "credentials.value=abc", property)
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

  private static String messages(@Nullable Throwable failure) {
    return Stream.iterate(requireNonNull(failure), e -> e != null, Throwable::getCause)
        .map(Throwable::toString)
        .collect(Collectors.joining("\n"));
  }
}
