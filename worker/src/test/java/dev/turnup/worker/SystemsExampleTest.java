package dev.turnup.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.callback.CallbackSettings;
import dev.turnup.activities.provisioning.ProvisioningSettings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** That what operators copy from the comments in turnup-worker.yml is understood. */
class SystemsExampleTest {

  private static final Map<String, Object> SECRETS =
      Map.of(
          "INVENTORY_TOKEN", "t0p-s3cret",
          "BILLING_SECRET", "s3cret",
          "ACME_SECRET", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
          "ACME_PRIVATE_KEY", "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "ACME_CLIENT_SECRET", "s3cret",
          "LAB_TOKEN", "abc");

  @Test
  void isUnderstood() throws IOException {
    ProvisioningSettings settings =
        example("turnup.provisioning.systems")
            .bind("turnup.provisioning", ProvisioningSettings.class)
            .get();
    assertThat(settings.systems())
        .containsOnlyKeys("inventory", "billing", "network", "sm-dp-plus");
  }

  @Test
  void isUnderstoodOfCallbacksToo() throws IOException {
    CallbackSettings settings =
        example("turnup.callback").bind("turnup.callback", CallbackSettings.class).get();
    assertThat(settings.partners()).containsOnlyKeys("acme", "lab");
    assertThat(settings.partners().get("acme"))
        .hasNoNullFieldsOrPropertiesExcept("bearer")
        .extracting(partner -> partner.signingSecrets().size())
        .isEqualTo(1);
    assertThat(settings.fallback().signingFile()).isNotNull();
  }

  private static Binder example(String key) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("example", new ByteArrayResource(text(key).getBytes(UTF_8)))
        .forEach(environment.getPropertySources()::addFirst);
    environment.getPropertySources().addFirst(new MapPropertySource("secrets", SECRETS));
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment);
  }

  /** From the first line of the example on, without what makes a comment of it. */
  private static String text(String key) throws IOException {
    return new ClassPathResource("turnup-worker.yml")
        .getContentAsString(UTF_8)
        .lines()
        .dropWhile(line -> !line.startsWith("# " + key + ":"))
        .takeWhile(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^# ?", ""))
        .collect(joining("\n"));
  }
}
