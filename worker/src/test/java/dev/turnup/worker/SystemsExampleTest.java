package dev.turnup.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

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

/** That what operators copy from the comment in turnup-worker.yml is understood. */
class SystemsExampleTest {

  @Test
  void isUnderstood() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("example", new ByteArrayResource(example().getBytes(UTF_8)))
        .forEach(environment.getPropertySources()::addFirst);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "secrets", Map.of("INVENTORY_TOKEN", "t0p-s3cret", "BILLING_SECRET", "s3cret")));

    ConfigurationPropertySources.attach(environment);
    ProvisioningSettings settings =
        Binder.get(environment).bind("turnup.provisioning", ProvisioningSettings.class).get();

    assertThat(settings.systems())
        .containsOnlyKeys("inventory", "billing", "network", "sm-dp-plus");
  }

  /** From the first line of the example on, without what makes a comment of it. */
  private static String example() throws IOException {
    return new ClassPathResource("turnup-worker.yml")
        .getContentAsString(UTF_8)
        .lines()
        .dropWhile(line -> !line.startsWith("# turnup.provisioning.systems:"))
        .map(line -> line.replaceFirst("^# ?", ""))
        .collect(joining("\n"));
  }
}
