package dev.turnup.api.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.ServiceType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request to create a service. */
record CreateServiceRequest(
    @JsonProperty("service_id")
        @Schema(
            description =
                "The service, if it has an id already; otherwise provisioning assigns one. If it is ."
                    + " or .. or holds any of / \\ ; % its devices cannot be changed over this API",
            example = "612123456")
        @Nullable String serviceId,
    @JsonProperty("service_details")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description =
                "What the service type needs, as GET /v3/schemas/{service_type} describes it; digit"
                    + " strings are strings, never numbers",
            example = "{\"secondary_eid\":\"89049032001234567890123456789057\"}")
        @Nullable Map<String, Object> serviceDetails,
    @JsonProperty("callback_success_url")
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "https://partner.example/ok")
        @Nullable String callbackSuccessUrl,
    @JsonProperty("callback_error_url")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "https://partner.example/failed")
        @Nullable String callbackErrorUrl) {

  /**
   * The order, if the request is valid.
   *
   * @throws dev.turnup.api.problem.InvalidRequest otherwise
   */
  CreateServiceOrder toOrder(String partner, String serviceType, Terms terms) {
    Rules rules = new Rules(terms.settings().checkEid());
    rules.oneOf("service_type", serviceType, terms.plans().creatable());
    rules.opaqueId("service_id", serviceId);
    Map<String, Object> details =
        rules.details(
            "service_details", serviceDetails, terms.schemas().serviceDetails(serviceType));
    CallbackAddresses callbacks =
        rules.callbacks(partner, terms.callbackUrls(), callbackSuccessUrl, callbackErrorUrl);
    rules.enforce();
    return new CreateServiceOrder(
        partner,
        new ServiceType(serviceType),
        serviceId,
        details,
        callbacks,
        terms.plans().toCreate(serviceType).orElseThrow().planFor(facts(details)),
        terms.settings().localFirst());
  }

  private Facts facts(Map<String, Object> details) {
    Map<String, Object> known = new HashMap<>(details);
    if (serviceId != null) {
      known.put("service_id", serviceId);
    }
    return new Facts(known);
  }
}
