package dev.turnup.api.operation;

import static dev.turnup.workflows.operation.OperationType.UPDATE_SERVICE_DEVICE;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.plan.Plans;
import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.provisioning.ServiceType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request to change the device of a service. */
record UpdateServiceDeviceRequest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "eSIM")
        @Nullable String category,
    @JsonProperty("new_service_device_details")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "iccid, eid, imsi, imei, serial_number, mac_address, model and others",
            example = "{\"iccid\":\"8934011411551283144\"}")
        @Nullable Map<String, Object> newServiceDeviceDetails,
    @JsonProperty("callback_success_url")
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "https://partner.example/ok")
        @Nullable String callbackSuccessUrl,
    @JsonProperty("callback_error_url")
        @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "https://partner.example/failed")
        @Nullable String callbackErrorUrl) {

  /** In the spelling of the published API, the last one too. */
  private static final Set<String> CATEGORIES =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "STB",
                  "SMARTWATCH",
                  "TABLET",
                  "ROUTER",
                  "PBX",
                  "SMARTPHONE",
                  "WIFI_EXTENDER",
                  "OTHER",
                  "SIM",
                  "eSIM")));

  /**
   * The order, if the request is valid.
   *
   * @throws dev.turnup.api.problem.InvalidRequest otherwise
   */
  UpdateServiceDeviceOrder toOrder(
      String partner,
      String serviceType,
      String serviceId,
      String deviceId,
      Plans plans,
      OperationSettings settings) {
    Rules rules = new Rules(settings.checkEid());
    rules.oneOf("service_type", serviceType, plans.serviceTypesOffering(UPDATE_SERVICE_DEVICE));
    rules.opaqueId("service_id", serviceId);
    rules.opaqueId("device_id", deviceId);
    rules.oneOf("category", category, CATEGORIES);
    Map<String, Object> device =
        rules.details("new_service_device_details", newServiceDeviceDetails);
    CallbackAddresses callbacks = rules.callbacks(callbackSuccessUrl, callbackErrorUrl);
    rules.enforce();
    return new UpdateServiceDeviceOrder(
        partner,
        new ServiceType(serviceType),
        serviceId,
        deviceId,
        Objects.requireNonNull(category),
        device,
        callbacks,
        plans.find(serviceType, UPDATE_SERVICE_DEVICE).orElseThrow(),
        settings.localFirst());
  }
}
