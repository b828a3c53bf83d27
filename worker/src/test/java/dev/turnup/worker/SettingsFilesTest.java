package dev.turnup.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** That operators find every setting in the files that the README sends them to. */
class SettingsFilesTest {

  private static final List<String> FILES = List.of("turnup-api.yml", "turnup-worker.yml");

  /** A key, also one that is commented out; prose has no single small word before a colon. */
  private static final Pattern KEY = Pattern.compile("( *)(?:# ?( *))?([a-z0-9.-]+):(?: .*)?");

  static Stream<Class<?>> settings() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scan.findCandidateComponents("dev.turnup").stream()
        .map(BeanDefinition::getBeanClassName)
        .map(name -> ClassUtils.resolveClassName(String.valueOf(name), null));
  }

  @Test
  void thereAreSettings() {
    assertThat(settings()).contains(WorkerSettings.class).allMatch(Class::isRecord);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void haveEveryKey(Class<?> settings) throws IOException {
    Set<String> keys = new HashSet<>();
    for (String file : FILES) {
      keys.addAll(keysIn(new ClassPathResource(file).getContentAsString(UTF_8)));
    }

    assertThat(Arrays.stream(settings.getRecordComponents()))
        .extracting(
            component ->
                prefix(settings) + "." + DataObjectPropertyName.toDashedForm(component.getName()))
        .isSubsetOf(keys);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void changeNoDefault(Class<?> settings) throws IOException {
    StandardEnvironment files = new StandardEnvironment();
    for (String file : FILES) {
      new YamlPropertySourceLoader()
          .load(file, new ClassPathResource(file))
          .forEach(files.getPropertySources()::addFirst);
    }
    ConfigurationPropertySources.attach(files);

    assertThat((Object) Binder.get(files).bindOrCreate(prefix(settings), settings))
        .isEqualTo(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate(prefix(settings), settings));
  }

  private static String prefix(Class<?> settings) {
    return settings.getAnnotation(ConfigurationProperties.class).value();
  }

  /** By the indentation, as an example in comments is none of the file's own keys. */
  private static Set<String> keysIn(String text) {
    record Parent(int indentation, String key) {}
    Set<String> keys = new HashSet<>();
    Deque<Parent> parents = new ArrayDeque<>();
    for (String line : text.lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        int indentation = key.end(1) + (key.group(2) == null ? 0 : key.group(2).length());
        while (!parents.isEmpty() && parents.peek().indentation() >= indentation) {
          parents.pop();
        }
        String whole = (parents.isEmpty() ? "" : parents.peek().key() + ".") + key.group(3);
        parents.push(new Parent(indentation, whole));
        keys.add(whole);
      }
    }
    return keys;
  }
}
