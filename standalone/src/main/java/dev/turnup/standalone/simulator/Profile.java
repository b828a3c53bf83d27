package dev.turnup.standalone.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * An eSIM profile at the SM-DP+.
 *
 * @param eid of the device it is bound to; empty if it is bound to none
 * @param matchingId empty before it is confirmed
 * @param correlationId of the operation that ordered it; empty while nobody holds it
 * @param keys of the deeds done to it for that operation
 */
record Profile(
    String iccid,
    String profileType,
    String eid,
    ProfileState state,
    String matchingId,
    String correlationId,
    List<String> keys) {

  /** A profile that nobody holds. */
  static Profile free(String iccid, String profileType, ProfileState state) {
    return new Profile(iccid, profileType, "", state, "", "", List.of());
  }

  Profile in(ProfileState other) {
    return new Profile(iccid, profileType, eid, other, matchingId, correlationId, keys);
  }

  Profile boundTo(String otherEid, String otherMatchingId) {
    return new Profile(iccid, profileType, otherEid, state, otherMatchingId, correlationId, keys);
  }

  /** After a deed under this key. */
  Profile by(Key key) {
    List<String> all = new ArrayList<>(keys);
    all.add(key.text());
    String holder = correlationId.isEmpty() ? key.correlationId() : correlationId;
    return new Profile(iccid, profileType, eid, state, matchingId, holder, all);
  }
}
