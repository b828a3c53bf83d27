package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the inventory knows of profiles at the SM-DP+, which itself cannot be asked: {@code
 * profile-status} says whether a deed there has happened.
 */
final class ProfileStatus {

  private final Deeds deeds;
  private final Profiles profiles;

  ProfileStatus(Deeds deeds, Profiles profiles) {
    this.deeds = deeds;
    this.profiles = profiles;
  }

  Map<String, HttpJson.Action> actions() {
    return Map.of("profile-status", this::read);
  }

  private Answer read(Ask ask) {
    Key key = new Key(ask.readBackOf().orElse(ask.key()));
    Optional<Answer> cancelled = key.undone().map(this::readCancelled);
    return cancelled.orElseGet(
        () ->
            deeds
                .find(key.text())
                .filter(Deed::isDone)
                .flatMap(deed -> profiles.find(deed.answer().getOrDefault("iccid", "").toString()))
                .filter(profile -> isOurs(profile, ask))
                .map(profile -> Answer.json(200, shown(profile)))
                .orElseGet(ProfileStatus::no));
  }

  /** A cancellation has happened if nothing is left that could be cancelled. */
  private Answer readCancelled(String key) {
    boolean stands = deeds.find(key).filter(Deed::isDone).isPresent();
    return stands ? no() : Answer.json(200, Map.of("state", ProfileState.AVAILABLE.word()));
  }

  private static Answer no() {
    return Answer.problem(404, "no profile is in that state for this order");
  }

  /** By the EID as well: an ICCID alone may be held by somebody else's order. */
  private static boolean isOurs(Profile profile, Ask ask) {
    String eid = ask.told("eid");
    return eid.isEmpty() || profile.eid().isEmpty() || profile.eid().equals(eid);
  }

  private static Map<String, Object> shown(Profile profile) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("iccid", profile.iccid());
    shown.put("eid", profile.eid());
    shown.put("state", profile.state().word());
    shown.put("matching_id", profile.matchingId());
    return shown;
  }
}
