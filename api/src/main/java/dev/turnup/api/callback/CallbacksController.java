package dev.turnup.api.callback;

import dev.turnup.api.correlation.RequestCorrelation;
import dev.turnup.api.problem.Refusal;
import dev.turnup.api.receiver.CallbackUrls;
import dev.turnup.api.temporal.Admission;
import dev.turnup.workflows.callback.CallbackAddresses;
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
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Telling outcomes again, and trying receivers out. */
@Tag(name = "Callbacks")
@RestController
@RequestMapping(path = "/v3", produces = MediaType.APPLICATION_JSON_VALUE)
class CallbacksController {

  private static final String ONE_BY_ONE = "/operations/{correlation_id}/callback-redeliveries";
  private static final String BULK = "/callback-redeliveries";
  private static final String TESTS = "/callback-tests";

  private final Redeliveries redeliveries;
  private final BulkRedeliveries bulk;
  private final CallbackTests tests;
  private final CallbackUrls urls;

  CallbacksController(
      Redeliveries redeliveries, BulkRedeliveries bulk, CallbackTests tests, CallbackUrls urls) {
    this.redeliveries = redeliveries;
    this.bulk = bulk;
    this.tests = tests;
    this.urls = urls;
  }

  @Operation(
      summary = "Send the callback of an operation again",
      description =
          "The same event under the same webhook-id: at once if it waits for its next attempt, once"
              + " more on its schedule if it was delivered or given up. A receiver that is suspended,"
              + " as it failed for a day, is tried once an hour; what waits for it (SUSPENDED) is sent"
              + " when that gets through. Not again within 5 s, and no"
              + " more than once in 5 min after 20 attempts")
  @ApiResponse(responseCode = "202", description = "It will be sent", useReturnTypeSchema = true)
  @PostMapping(ONE_BY_ONE)
  ResponseEntity<Accepted> redeliver(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    CorrelationId id = known(correlationId);
    redeliveries.redeliver(id, partner.getName());
    return accepted(id, "/operations");
  }

  @Operation(
      summary = "See what became of sending the callback of an operation again, each time",
      description =
          "A moment late; the operation itself shows the latest at once. A callback that somebody at"
              + " the operator stopped sending stays PENDING without next_attempt_at")
  @GetMapping(ONE_BY_ONE)
  RedeliveriesView find(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    return redeliveries.find(known(correlationId), partner.getName());
  }

  @Operation(
      summary = "Send all callbacks again that did not get through",
      description =
          "Those that were given up since a time, or that somebody at the operator stopped sending,"
              + " and at once those that wait for their next attempt; a few in a second. Ten times in"
              + " an hour at most")
  @ApiResponse(responseCode = "202", description = "It has begun", useReturnTypeSchema = true)
  @PostMapping(path = BULK, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Accepted> redeliverAll(
      @Parameter(hidden = true) @RequestAttribute(RequestCorrelation.ID) CorrelationId id,
      @Parameter(hidden = true) Principal partner,
      @RequestBody BulkRedeliveryRequest request) {
    return answer(bulk.begin(id, partner.getName(), request.since(), request.host()), id, BULK);
  }

  @Operation(summary = "See how far sending all again is")
  @GetMapping(BULK + "/{correlation_id}")
  BulkRedeliveryView findBulk(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    return bulk.find(known(correlationId), partner.getName());
  }

  @Operation(
      summary = "Try your receivers out",
      description =
          "Sends a sample success_event and a sample error_event, signed as real ones are, with the"
              + " service_id \"sample\"; one attempt each, also if the receiver is suspended. They"
              + " neither suspend a receiver nor end that")
  @ApiResponse(responseCode = "202", description = "They will be sent", useReturnTypeSchema = true)
  @PostMapping(path = TESTS, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Accepted> test(
      @Parameter(hidden = true) @RequestAttribute(RequestCorrelation.ID) CorrelationId id,
      @Parameter(hidden = true) Principal partner,
      @RequestBody CallbackTestRequest request) {
    CallbackAddresses callbacks = request.callbacks(urls, partner.getName());
    return answer(tests.begin(id, partner.getName(), callbacks), id, TESTS);
  }

  @Operation(summary = "See what we saw when we tried your receivers out")
  @GetMapping(TESTS + "/{correlation_id}")
  CallbackTestView findTest(
      @PathVariable("correlation_id") String correlationId,
      @Parameter(hidden = true) Principal partner) {
    return tests.find(known(correlationId), partner.getName());
  }

  private static CorrelationId known(String correlationId) {
    return CorrelationId.parse(correlationId).orElseThrow(Refusal::unknownOperation);
  }

  private static ResponseEntity<Accepted> answer(
      Admission admission, CorrelationId id, String where) {
    return switch (admission) {
      case Admission.Accepted begun -> accepted(id, where);
      case Admission.Duplicate duplicate -> throw duplicate.refusal(location(id, where));
    };
  }

  private static ResponseEntity<Accepted> accepted(CorrelationId id, String where) {
    return ResponseEntity.accepted()
        .location(URI.create(location(id, where)))
        .body(new Accepted(id.value()));
  }

  private static String location(CorrelationId id, String where) {
    return "/v3" + where + "/" + id;
  }
}
