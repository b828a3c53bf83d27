package dev.turnup.api.operation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of a 202. */
record OperationAccepted(@JsonProperty("external_reference_id") String externalReferenceId) {}
