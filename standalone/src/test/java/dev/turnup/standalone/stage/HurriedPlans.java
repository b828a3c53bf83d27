package dev.turnup.standalone.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/**
 * The shipped plans once more, as service types of their own. Those for new services have less
 * time: no test waits for a day. And all wait until a profile is installed, which is a setting of
 * the whole api otherwise.
 */
final class HurriedPlans {

  /** As {@code hasty-tv}: each step has the patience of seconds, which are two minutes in all. */
  static final String HASTY = "hasty-";

  /** As {@code brief-tv}: the operation has to be done by a deadline of seconds. */
  static final String BRIEF = "brief-";

  /** As {@code patient-applewatch}: as with {@code turnup.esim.await-installation=true}. */
  static final String PATIENT = "patient-";

  /** What that setting decides. */
  private static final String AWAIT_INSTALLATION = "${turnup.esim.await-installation:false}";

  private static final String DEADLINE = "12s";
  private static final String PLANS = "turnup.plans.";
  private static final String CREATE_SERVICE = "create-service";

  private HurriedPlans() {}

  /** Writes them as configuration for the api. */
  static void write(Path file) {
    Properties hurried = new Properties();
    shipped()
        .forEach(
            (key, value) -> {
              String[] parts = key.toString().substring(PLANS.length()).split("\\.", 3);
              hurried.put(
                  PLANS + PATIENT + String.join(".", parts),
                  value.toString().replace(AWAIT_INSTALLATION, "true"));
              if (parts[1].equals(CREATE_SERVICE)) {
                String hasty = PLANS + HASTY + parts[0] + "." + CREATE_SERVICE;
                String brief = PLANS + BRIEF + parts[0] + "." + CREATE_SERVICE;
                hurried.put(hasty + "." + parts[2], value.toString());
                // A plan with a deadline of its own has it replaced, whichever key comes first.
                hurried.put(
                    brief + "." + parts[2],
                    parts[2].equals("deadline") ? DEADLINE : value.toString());
                if (parts[2].matches("steps\\[[0-9]+]\\.name")) {
                  hurried.put(hasty + "." + parts[2].replace(".name", ".patience"), "seconds");
                  hurried.put(brief + ".deadline", DEADLINE);
                }
              }
            });
    try (Writer writer = Files.newBufferedWriter(file)) {
      hurried.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties shipped() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("plans.yml"));
    yaml.afterPropertiesSet();
    Properties shipped = yaml.getObject();
    if (shipped == null || shipped.isEmpty()) {
      throw new IllegalStateException("the api's plans.yml is empty");
    }
    return shipped;
  }
}
