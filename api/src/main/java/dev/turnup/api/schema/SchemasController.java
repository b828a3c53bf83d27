package dev.turnup.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.problem.InvalidRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows partners what their requests are checked against. */
@Tag(name = "Schemas")
@RestController
@RequestMapping(path = "/v3/schemas", produces = MediaType.APPLICATION_JSON_VALUE)
class SchemasController {

  private final Schemas schemas;

  SchemasController(Schemas schemas) {
    this.schemas = schemas;
  }

  @Operation(summary = "Read the JSON Schemas of a service type")
  @GetMapping("/{service_type}")
  SchemasView get(@PathVariable("service_type") String serviceType) {
    return schemas
        .find(serviceType)
        .map(SchemasView::of)
        .orElseThrow(
            () ->
                InvalidRequest.because(
                    "service_type", "must be one of " + String.join(", ", schemas.serviceTypes())));
  }

  /** The schemas of draft 2020-12; an empty one takes everything. */
  record SchemasView(
      @JsonProperty("service_details") @Schema(description = "Of service_details")
          Object serviceDetails,
      @JsonProperty("new_service_device_details")
          @Schema(
              description =
                  "Of new_service_device_details by category, with 'any' for those not listed")
          Map<String, Object> newServiceDeviceDetails) {

    static SchemasView of(Schemas.OfService schemas) {
      Map<String, Object> byCategory = new LinkedHashMap<>();
      schemas
          .deviceDetails()
          .forEach((category, schema) -> byCategory.put(category, schema.json()));
      return new SchemasView(schemas.serviceDetails().json(), byCategory);
    }
  }
}
