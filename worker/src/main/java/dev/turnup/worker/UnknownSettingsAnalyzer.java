package dev.turnup.worker;

import static java.util.stream.Collectors.joining;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names the settings that nobody knows and keeps the start from going on. Spring Boot would print
 * their values as well, and a misspelt key may be that of a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownSettingsAnalyzer
    extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, UnboundConfigurationPropertiesException unknown) {
    String names =
        unknown.getUnboundProperties().stream()
            .map(property -> "    " + property.getName())
            .sorted()
            .collect(joining("\n"));
    return new FailureAnalysis(
        "These settings are not known:\n\n" + names,
        "Correct their names, or take them out. The README says where all are explained.",
        // Without the failure itself, whose words have the values.
        new IllegalArgumentException("unknown settings"));
  }
}
