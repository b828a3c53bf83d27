package dev.turnup.standalone.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/**
 * The shipped plans once more, as service types of their own, with another patience: no test waits
 * for a day.
 */
final class HurriedPlans {

  /** As {@code hasty-tv}: each step has the patience of seconds, which are two minutes in all. */
  static final String HASTY = "hasty-";

  /** As {@code brief-tv}: the operation has to be done by a deadline of seconds. */
  static final String BRIEF = "brief-";

  /** As {@code leisurely-tv}: each step has the patience of days, and so long pauses. */
  static final String LEISURELY = "leisurely-";

  /** As {@code patient-applewatch}: as with {@code turnup.esim.await-installation=true}. */
  static final String PATIENT = "patient-";

  /** What that setting decides. */
  private static final String AWAIT_INSTALLATION = "${turnup.esim.await-installation:false}";

  private static final String DEADLINE = "20s";
  private static final String PLANS = "turnup.plans.";

  /** The service type, the operation with its category of devices if it has one, and the rest. */
  private static final Pattern KEY =
      Pattern.compile("turnup\\.plans\\.([^.]+)\\.(create-service|[^.]+\\.[^.]+)\\.(.+)");

  private static final Pattern NAME_OF_STEP = Pattern.compile("(steps\\[[0-9]+]\\.)name");

  private HurriedPlans() {}

  /** Writes them as configuration for the api. */
  static void write(Path file) {
    Properties hurried = new Properties();
    shipped().forEach((key, value) -> hurry(hurried, key.toString(), value.toString()));
    try (Writer writer = Files.newBufferedWriter(file)) {
      hurried.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hurry(Properties hurried, String key, String value) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw new IllegalStateException(key + " is not part of a plan");
    }
    String plan = parts.group(1) + "." + parts.group(2) + ".";
    String rest = parts.group(3);
    hurried.put(PLANS + PATIENT + plan + rest, value.replace(AWAIT_INSTALLATION, "true"));
    if (!rest.equals("deadline")) {
      hurried.put(PLANS + BRIEF + plan + rest, value);
      hurried.put(PLANS + BRIEF + plan + "deadline", DEADLINE);
    }
    if (!rest.endsWith(".patience")) {
      hurried.put(PLANS + HASTY + plan + rest, value);
      hurried.put(PLANS + LEISURELY + plan + rest, value);
    }
    Matcher step = NAME_OF_STEP.matcher(rest);
    if (step.matches()) {
      hurried.put(PLANS + HASTY + plan + step.group(1) + "patience", "seconds");
      hurried.put(PLANS + LEISURELY + plan + step.group(1) + "patience", "days");
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
