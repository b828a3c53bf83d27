package dev.turnup.api.operation;

import dev.turnup.api.problem.Refusal;
import dev.turnup.workflows.operation.CorrelationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of an operation. */
@Tag(name = "Operations")
@RestController
@RequestMapping(path = "/v3/operations", produces = MediaType.APPLICATION_JSON_VALUE)
class OperationsController {

  private final Operations operations;

  OperationsController(Operations operations) {
    this.operations = operations;
  }

  @Operation(summary = "Look an operation up")
  @GetMapping("/{correlation_id}")
  OperationView get(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    return CorrelationId.parse(correlationId)
        .flatMap(id -> operations.find(id, partner.getName()))
        .orElseThrow(Refusal::unknownOperation);
  }

  @Operation(
      summary = "Cancel an operation",
      description =
          "Until its point of no return, or the download of an eSIM whose installation it waits"
              + " for, an operation can be cancelled: it is undone, and an error_event says"
              + " CANCELLED")
  @ApiResponse(responseCode = "202", description = "It will be undone", useReturnTypeSchema = true)
  @PostMapping("/{correlation_id}/cancellations")
  ResponseEntity<OperationAccepted> cancel(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    CorrelationId id = CorrelationId.parse(correlationId).orElseThrow(Refusal::unknownOperation);
    operations.cancel(id, partner.getName());
    return ResponseEntity.accepted()
        .location(URI.create("/v3/operations/" + id))
        .body(new OperationAccepted(id.value()));
  }
}
