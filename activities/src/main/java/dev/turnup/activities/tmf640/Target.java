package dev.turnup.activities.tmf640;

import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which service is modified or deleted.
 *
 * @param fact the name of the fact that holds its id
 */
record Target(String fact) {

  private static final String SERVICE_ID = "service_id";

  /** The configured fact, or the id of the service as partners know it. */
  static Target of(@Nullable String configured) {
    return new Target(configured == null ? SERVICE_ID : configured);
  }

  /** The service's id; empty if the fact is missing or can be no id. */
  Optional<String> id(StepRequest request) {
    String changed = Answers.ownText(request, Answers.MODIFIED);
    return Optional.ofNullable(changed == null ? request.facts().text(fact) : changed)
        .filter(References::canBeId);
  }

  String requireId(StepRequest request) {
    return id(request)
        .orElseThrow(
            () ->
                SystemFailures.refused(
                    request,
                    "needs the id of a service in '%s', and finds none there".formatted(fact)));
  }
}
