package dev.turnup.api.tmf640;

import dev.turnup.api.operation.Operations;
import dev.turnup.workflows.operation.SystemNews;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The listener that is registered at a system's hub (TMF630 REST API guidelines, notifications).
 * Events may come twice, in any order and early; what they say is not believed but asked for.
 */
@RestController
class MonitorEventsController {

  private final Operations operations;

  MonitorEventsController(Operations operations) {
    this.operations = operations;
  }

  @PostMapping(
      path = "/systems/tmf640/listener/monitorStateChangeEvent",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  void take(@RequestBody JsonNode event) {
    MonitorEvent.deed(event)
        .ifPresent(deed -> operations.tell(deed.operation(), new SystemNews(deed.step())));
  }
}
