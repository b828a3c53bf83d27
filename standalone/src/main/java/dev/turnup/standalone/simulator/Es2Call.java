package dev.turnup.standalone.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The body of a function call over ES2+; throws {@link Malformed} for what must be there. */
record Es2Call(JsonNode body) {

  private static final Pattern ICCID = Pattern.compile("[0-9]{19}[0-9F]?");
  private static final Pattern EID = Pattern.compile("[0-9]{32}");
  private static final Map<String, ProfileState> FINAL_STATES =
      Map.of("Available", ProfileState.AVAILABLE, "Unavailable", ProfileState.UNAVAILABLE);

  /** The identifier of the call, which is our idempotency key. */
  Key key() {
    JsonNode header = body.path("header");
    needed(header, "functionRequesterIdentifier");
    return new Key(needed(header, "functionCallIdentifier"));
  }

  /** Without padding; empty if there is none. */
  String iccid() {
    String iccid = formed("iccid", ICCID);
    return iccid.toUpperCase(Locale.ROOT).replaceFirst("F$", "");
  }

  String neededIccid() {
    needed(body, "iccid");
    return iccid();
  }

  /** The one that is wanted, or a new one each time if only a type of profile is. */
  String iccidOrOneOfType() {
    if (iccid().isEmpty()) {
      needed(body, "profileType");
      return Identifiers.iccid(key().text() + " " + System.nanoTime());
    }
    return iccid();
  }

  /** Empty if there is none. */
  String eid() {
    return formed("eid", EID);
  }

  boolean releaseFlag() {
    return body.path("releaseFlag")
        .asBooleanOpt()
        .orElseThrow(() -> new Malformed("releaseFlag is missing"));
  }

  ProfileState finalState() {
    String word = needed(body, "finalProfileStatusIndicator");
    ProfileState state = FINAL_STATES.get(word);
    if (state == null) {
      throw new Malformed("finalProfileStatusIndicator is '" + word + "', expected: Available");
    }
    return state;
  }

  /** Empty if there is none. */
  String optional(String field) {
    return body.path(field).asString("");
  }

  private String formed(String field, Pattern form) {
    String value = optional(field);
    if (!value.isEmpty() && !form.matcher(value).matches()) {
      throw new Malformed(field + " is not of the form " + form);
    }
    return value;
  }

  private static String needed(JsonNode place, String field) {
    String value = place.path(field).asString("");
    if (value.isEmpty()) {
      throw new Malformed(field + " is missing");
    }
    return value;
  }
}
