package dev.turnup.standalone.simulator;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be done to a service.
 *
 * @param id of the service
 * @param key of the deed; empty if the caller sent none
 * @param body a service, or a patch; an empty object to delete it
 */
record TmfChange(
    String system, String action, String id, Key key, ObjectNode body, Request request) {

  static final String SERVICE_ID = "service_id";

  String correlationId() {
    return request.header("Request-Correlation-Id", key.correlationId());
  }

  /** The address of the service. */
  String href() {
    return Tmf640.href(request, system, "service", id);
  }

  boolean makesAService() {
    return request.method().equals("POST");
  }

  Deed done() {
    String assigned = TmfService.characteristic(body, SERVICE_ID);
    return Deed.done(
        system,
        action,
        correlationId(),
        assigned.isEmpty() ? Map.of("id", id) : Map.of("id", id, SERVICE_ID, assigned));
  }

  Deed never() {
    return Deed.never(system, action, correlationId());
  }
}
