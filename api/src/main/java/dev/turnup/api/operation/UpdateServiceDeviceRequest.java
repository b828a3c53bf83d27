package dev.turnup.api.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.ServiceType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a request to change the device of a service. */
record UpdateServiceDeviceRequest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "eSIM")
        @Nullable String category,
    @JsonProperty("new_service_device_details")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description =
                "iccid, eid, imsi, imei, serial_number, mac_address, model and others, as GET"
                    + " /v3/schemas/{service_type} describes them",
            example = "{\"eid\":\"89049032001234567890123456789057\"}")
        @Nullable Map<String, Object> newServiceDeviceDetails,
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
  UpdateServiceDeviceOrder toOrder(
      String partner, String serviceType, String serviceId, String deviceId, Terms terms) {
    Rules rules = new Rules(terms.settings().checkEid());
    rules.oneOf("service_type", serviceType, terms.plans().withDevices());
    rules.opaqueId("service_id", serviceId);
    rules.opaqueId("device_id", deviceId);
    rules.oneOf("category", category, terms.plans().deviceCategories(serviceType));
    Map<String, Object> device =
        rules.details(
            "new_service_device_details",
            newServiceDeviceDetails,
            terms.schemas().deviceDetails(serviceType, category));
    CallbackAddresses callbacks =
        rules.callbacks(partner, terms.callbackUrls(), callbackSuccessUrl, callbackErrorUrl);
    rules.enforce();
    return new UpdateServiceDeviceOrder(
        partner,
        new ServiceType(serviceType),
        serviceId,
        deviceId,
        Objects.requireNonNull(category),
        device,
        callbacks,
        terms
            .plans()
            .toUpdateDevice(serviceType, Objects.requireNonNull(category))
            .orElseThrow()
            .planFor(facts(serviceId, deviceId, device)),
        terms.settings().localFirst());
  }

  private Facts facts(String serviceId, String deviceId, Map<String, Object> device) {
    Map<String, Object> known = new HashMap<>(device);
    known.put("service_id", serviceId);
    known.put("device_id", deviceId);
    known.put("category", category);
    return new Facts(known);
  }
}
