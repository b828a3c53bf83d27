package dev.turnup.api.callback;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of a 202. */
record Accepted(@JsonProperty("external_reference_id") String externalReferenceId) {}
