package dev.turnup.api.operation;

import dev.turnup.api.correlation.RequestCorrelation;
import dev.turnup.api.plan.Plans;
import dev.turnup.api.receiver.CallbackUrls;
import dev.turnup.api.schema.Schemas;
import dev.turnup.api.temporal.Admission;
import dev.turnup.workflows.operation.CorrelationId;
import dev.turnup.workflows.operation.Order;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The operations of the published API. */
@Tag(name = "Services")
@RestController
@RequestMapping(
    path = "/v3/{service_type}",
    consumes = MediaType.APPLICATION_JSON_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
class ServicesController {

  private static final String IN_A_PATH =
      "Percent-encoded where needed; one that is . or .. or holds any of / \\ ; % cannot be told in"
          + " a path";

  private final Operations operations;
  private final Terms terms;

  ServicesController(
      Operations operations,
      Plans plans,
      Schemas schemas,
      CallbackUrls callbackUrls,
      OperationSettings settings) {
    this.operations = operations;
    terms = new Terms(plans, schemas, callbackUrls, settings);
  }

  @Operation(summary = "Create a service")
  @ApiResponse(
      responseCode = "202",
      description = "The request is durable",
      useReturnTypeSchema = true)
  @PostMapping(path = {"", "/"})
  ResponseEntity<OperationAccepted> create(
      @PathVariable("service_type") String serviceType,
      @Parameter(hidden = true) @RequestAttribute(RequestCorrelation.ID) CorrelationId id,
      @Parameter(hidden = true) Principal partner,
      @RequestBody CreateServiceRequest request) {
    return start(id, request.toOrder(partner.getName(), serviceType, terms));
  }

  @Operation(summary = "Change the device of a service", description = "PUT is an alias of PATCH")
  @ApiResponse(
      responseCode = "202",
      description = "The request is durable",
      useReturnTypeSchema = true)
  @RequestMapping(
      path = "/{service_id}/devices/{device_id}",
      method = {RequestMethod.PATCH, RequestMethod.PUT})
  ResponseEntity<OperationAccepted> updateDevice(
      @PathVariable("service_type") String serviceType,
      @Parameter(description = IN_A_PATH) @PathVariable("service_id") String serviceId,
      @Parameter(description = IN_A_PATH) @PathVariable("device_id") String deviceId,
      @Parameter(hidden = true) @RequestAttribute(RequestCorrelation.ID) CorrelationId id,
      @Parameter(hidden = true) Principal partner,
      @RequestBody UpdateServiceDeviceRequest request) {
    return start(id, request.toOrder(partner.getName(), serviceType, serviceId, deviceId, terms));
  }

  private ResponseEntity<OperationAccepted> start(CorrelationId id, Order order) {
    URI location = URI.create("/v3/operations/" + id);
    return switch (operations.start(id, order)) {
      case Admission.Accepted accepted ->
          ResponseEntity.accepted().location(location).body(new OperationAccepted(id.value()));
      case Admission.Duplicate duplicate -> throw duplicate.refusal(location.toString());
    };
  }
}
