package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SM-DP+, asked over ES2+ of GSMA SGP.22: HTTP 200 even when a function failed, and no idea of
 * idempotency keys. Ours are in the function call identifier, which only {@code /deeds} and {@code
 * /calls} look at.
 */
final class Es2Plus implements BackEnd {

  static final String NAME = "sm-dp-plus";
  private static final String PATH = NAME + "/gsma/rsp2/es2plus/";
  private static final String VERSION_HEADER = "X-Admin-Protocol";

  private final Profiles profiles;
  private final Device device;
  private final Deeds deeds;
  private final Calls calls;
  private final Troubles troubles;

  Es2Plus(Profiles profiles, Device device, Deeds deeds, Calls calls, Troubles troubles) {
    this.profiles = profiles;
    this.device = device;
    this.deeds = deeds;
    this.calls = calls;
    this.troubles = troubles;
  }

  @Override
  public String protocol() {
    return "es2plus";
  }

  @Override
  public String basePath() {
    return "";
  }

  @Override
  public Answer ask(Request request) throws InterruptedException {
    String path = String.join("/", request.path());
    Es2Function function =
        Es2Function.at(path.startsWith(PATH) ? path.substring(PATH.length()) : "")
            .orElseThrow(() -> new Malformed("no function of ES2+ is at " + path));
    String version = request.header(VERSION_HEADER, "");
    if (!request.method().equals("POST") || !version.startsWith("gsma/rsp/v")) {
      throw new Malformed("expected: POST with " + VERSION_HEADER + ": gsma/rsp/v2.2.0");
    }
    Es2Call call = new Es2Call(request.body());
    Key key = call.key();
    calls.add(NAME, function.action(), key.text(), key.correlationId());
    return troubles.play(
        Script.ofIccid(call.iccid(), function.digit()),
        NAME + "/" + function.action() + " " + key.text(),
        scenario -> function.failure(scenario).map(Es2Answers::failed),
        () -> perform(function, call));
  }

  private Answer perform(Es2Function function, Es2Call call) {
    try {
      Map<String, Object> result;
      // A profile and its deeds change together.
      synchronized (profiles) {
        result =
            switch (function) {
              case DOWNLOAD_ORDER -> order(call);
              case CONFIRM_ORDER -> confirm(call);
              case RELEASE_PROFILE -> release(call);
              case CANCEL_ORDER -> cancel(call);
            };
      }
      profiles.find(call.iccid()).ifPresent(device::sees);
      return Es2Answers.executed(result);
    } catch (Es2Failure failure) {
      return Es2Answers.failed(failure);
    }
  }

  private Map<String, Object> order(Es2Call call) {
    String iccid = call.iccidOrOneOfType();
    Profile profile = profiles.order(iccid, call.optional("profileType"), call.eid(), call.key());
    return done(Es2Function.DOWNLOAD_ORDER, call, Map.of("iccid", profile.iccid()));
  }

  private Map<String, Object> confirm(Es2Call call) {
    Profile profile =
        profiles.confirm(
            call.neededIccid(),
            call.eid(),
            call.optional("matchingId"),
            call.releaseFlag(),
            call.key());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("matchingId", profile.matchingId());
    if (!profile.eid().isEmpty()) {
      result.put("eid", profile.eid());
    }
    result.put("smdpAddress", "smdp.example");
    return done(Es2Function.CONFIRM_ORDER, call, result);
  }

  private Map<String, Object> release(Es2Call call) {
    profiles.release(call.neededIccid(), call.key());
    return done(Es2Function.RELEASE_PROFILE, call, Map.of());
  }

  private Map<String, Object> done(Es2Function function, Es2Call call, Map<String, Object> result) {
    Key key = call.key();
    Map<String, Object> answer = new LinkedHashMap<>(result);
    answer.putIfAbsent("iccid", call.iccid());
    deeds.done(key.text(), Deed.done(NAME, function.action(), key.correlationId(), answer));
    return result;
  }

  /** With the order go its confirmation and its release. */
  private Map<String, Object> cancel(Es2Call call) {
    Deed never = Deed.never(NAME, Es2Function.CANCEL_ORDER.action(), call.key().correlationId());
    String iccid = call.neededIccid();
    ProfileState end = call.finalState();
    call.key()
        .undone()
        .filter(key -> deeds.find(key).isEmpty())
        .ifPresent(key -> deeds.undo(key, never));
    profiles
        .cancel(iccid, call.eid(), call.optional("matchingId"), end)
        .keys()
        .forEach(key -> deeds.undo(key, never));
    return Map.of();
  }
}
