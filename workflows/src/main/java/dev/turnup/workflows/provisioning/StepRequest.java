package dev.turnup.workflows.provisioning;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a back end is asked to do.
 *
 * @param correlationId the operation's id
 * @param partner who asked for the operation
 * @param serviceType the kind of service
 * @param step the step's name in its plan
 * @param system the back end's configured name
 * @param action what to do there
 * @param idempotencyKey the same over all attempts of this deed, and of no other deed
 * @param undoes the idempotency key of the deed to take back; null for a deed
 * @param order what the partner said: {@code service_id}, {@code service_details} and so on
 * @param results what the steps before answered, by step name
 */
public record StepRequest(
    String correlationId,
    String partner,
    ServiceType serviceType,
    String step,
    String system,
    String action,
    String idempotencyKey,
    @Nullable String undoes,
    Map<String, Object> order,
    Map<String, Map<String, Object>> results) {}
