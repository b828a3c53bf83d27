package dev.turnup.standalone.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles of the SM-DP+ and what may be done to them. It has every ICCID that is asked for,
 * honours no keys, and says no by {@link Es2Failure}, with the codes of SGP.22 section 5.3.
 */
final class Profiles {

  private static final int REMEMBERED = 50_000;

  private final Map<String, Profile> profiles = Bounded.map(REMEMBERED);

  synchronized Profile order(String iccid, String profileType, String eid, Key key) {
    Profile profile = find(iccid).orElseGet(() -> keep(neverSeen(iccid, profileType)));
    if (profile.state() != ProfileState.AVAILABLE) {
      throw new Es2Failure("8.2.1", "3.3", "the profile is not available");
    }
    ProfileState state = eid.isEmpty() ? ProfileState.ALLOCATED : ProfileState.LINKED;
    return keep(profile.in(state).boundTo(eid, "").by(key));
  }

  synchronized Profile confirm(
      String iccid, String eid, String matchingId, boolean release, Key key) {
    Profile profile = known(iccid);
    if (profile.state() != ProfileState.ALLOCATED && profile.state() != ProfileState.LINKED) {
      throw new Es2Failure("8.2.1", "3.3", "the profile is " + profile.state().word());
    }
    if (!profile.eid().isEmpty() && !eid.isEmpty() && !profile.eid().equals(eid)) {
      throw new Es2Failure("8.1.1", "3.10", "the profile is bound to another EID");
    }
    ProfileState state = release ? ProfileState.RELEASED : ProfileState.CONFIRMED;
    return keep(
        profile
            .in(state)
            .boundTo(
                profile.eid().isEmpty() ? eid : profile.eid(),
                matchingId.isEmpty() ? "M-" + Identifiers.digits(key.text(), 12) : matchingId)
            .by(key));
  }

  synchronized Profile release(String iccid, Key key) {
    Profile profile = known(iccid);
    return switch (profile.state()) {
      case CONFIRMED -> keep(profile.in(ProfileState.RELEASED).by(key));
      case RELEASED -> profile;
      default -> throw new Es2Failure("8.2.1", "3.5", "the profile is " + profile.state().word());
    };
  }

  /** Sets it free, or away; answers what it was before. */
  synchronized Profile cancel(String iccid, String eid, String matchingId, ProfileState end) {
    Profile profile = known(iccid);
    if (profile.state().isOut()) {
      throw new Es2Failure("8.2.1", "3.3", "the profile is " + profile.state().word());
    }
    if (!profile.eid().isEmpty() && !profile.eid().equals(eid)) {
      throw new Es2Failure("8.2.1", "3.10", "the profile is bound to another EID");
    }
    if (!matchingId.isEmpty() && !profile.matchingId().equals(matchingId)) {
      throw new Es2Failure("8.2.6", "3.10", "the profile has another matching id");
    }
    keep(Profile.free(iccid, profile.profileType(), end));
    return profile;
  }

  /** What happens on the device; empty if the profile is in no state for it. */
  synchronized Optional<Profile> move(String iccid, ProfileState from, ProfileState to) {
    return find(iccid)
        .filter(profile -> profile.state() == from)
        .map(profile -> keep(profile.in(to)));
  }

  Optional<Profile> find(String iccid) {
    return Optional.ofNullable(profiles.get(iccid));
  }

  /** In the order in which they were first asked for. */
  List<Profile> list() {
    synchronized (profiles) {
      return new ArrayList<>(profiles.values());
    }
  }

  private Profile known(String iccid) {
    return find(iccid)
        .orElseThrow(() -> new Es2Failure("8.2.1", "3.9", "no order is known for this profile"));
  }

  private static Profile neverSeen(String iccid, String profileType) {
    Profile free = Profile.free(iccid, profileType, ProfileState.AVAILABLE);
    boolean taken =
        Script.ofIccid(iccid, Es2Function.DOWNLOAD_ORDER.digit())
            .equals(Optional.of(Scenario.TAKEN));
    return taken ? free.in(ProfileState.LINKED).boundTo("0".repeat(32), "") : free;
  }

  private Profile keep(Profile profile) {
    profiles.put(profile.iccid(), profile);
    return profile;
  }
}
