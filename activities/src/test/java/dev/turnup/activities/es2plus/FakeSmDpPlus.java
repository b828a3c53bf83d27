package dev.turnup.activities.es2plus;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.RawServer.Exchange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An SM-DP+ that keeps profiles in the states of SGP.22, section 3.1.6, and is as strict as the
 * specification lets it be: no call is done once only because its identifier is known. Where the
 * specification has no code, it takes 8.2.1/3.3, the one that is easiest to misread.
 */
final class FakeSmDpPlus implements AutoCloseable {

  enum State {
    AVAILABLE,
    ALLOCATED,
    LINKED,
    CONFIRMED,
    RELEASED,
    DOWNLOADED
  }

  static final String ADDRESS = "smdp.example.com";

  private static final Set<State> RESERVED = EnumSet.of(State.ALLOCATED, State.LINKED);
  private static final Set<State> CANCELLABLE =
      EnumSet.of(State.ALLOCATED, State.LINKED, State.CONFIRMED, State.RELEASED);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final class Profile {
    private final String type;
    private State state = State.AVAILABLE;
    private @Nullable String eid;
    private @Nullable String matchingId;

    private Profile(String type) {
      this.type = type;
    }
  }

  /** That a function fails. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String subject;
    private final String reason;

    private Failed(String subject, String reason) {
      this.subject = subject;
      this.reason = reason;
    }
  }

  private final RawServer server = new RawServer(this::serve);
  private final Map<String, Profile> profiles = new LinkedHashMap<>();
  private final List<JsonNode> calls = new ArrayList<>();
  private boolean losesNextAnswer;

  URI address() {
    return server.address("");
  }

  synchronized FakeSmDpPlus stock(String iccid, String type) {
    profiles.put(iccid, new Profile(type));
    return this;
  }

  synchronized State state(String iccid) {
    return profile(iccid).state;
  }

  synchronized List<JsonNode> calls() {
    return List.copyOf(calls);
  }

  JsonNode lastCall() {
    return calls().getLast();
  }

  /** The next function is done, and nobody hears of it. */
  synchronized void loseNextAnswer() {
    losesNextAnswer = true;
  }

  /** A device fetches the profile. */
  synchronized void download(String iccid) {
    Profile profile = profile(iccid);
    if (profile.state != State.RELEASED) {
      throw new IllegalStateException("nobody can fetch what is " + profile.state);
    }
    profile.state = State.DOWNLOADED;
  }

  private Profile profile(String iccid) {
    return requireNonNull(profiles.get(iccid), iccid);
  }

  private synchronized void serve(Exchange exchange) throws IOException {
    String head = exchange.request().split("\r\n\r\n", 2)[0];
    JsonNode call = JSON.readTree(exchange.request().split("\r\n\r\n", 2)[1]);
    if (!isWellFormed(head.toLowerCase(Locale.ROOT), call)) {
      exchange.answer("400 Bad Request", "");
      return;
    }
    calls.add(call);
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode status = answer.putObject("header").putObject("functionExecutionStatus");
    try {
      perform(head.split(" ", 3)[1], call, answer);
      status.put("status", "Executed-Success");
    } catch (Failed failed) {
      // As talkative as the specification allows, with what must not be passed on.
      status
          .put("status", "Failed")
          .putObject("statusCodeData")
          .put("subjectCode", failed.subject)
          .put("reasonCode", failed.reason)
          .put("subjectIdentifier", call.path("iccid").asText())
          .put("message", "refused for " + call);
    }
    if (losesNextAnswer) {
      losesNextAnswer = false;
      exchange.reset();
      return;
    }
    exchange.answer(
        "200 OK",
        answer.toString(),
        "Content-Type: application/json",
        "X-Admin-Protocol: gsma/rsp/v2.2.0");
  }

  /** By section 6.5: headers, and the patterns of the schemas. */
  private static boolean isWellFormed(String head, JsonNode call) {
    return head.startsWith("post ")
        && head.contains("\r\nx-admin-protocol: gsma/rsp/v2.2.0")
        && head.contains("\r\ncontent-type: application/json\r\n")
        && !call.at("/header/functionRequesterIdentifier").asText().isEmpty()
        && !call.at("/header/functionCallIdentifier").asText().isEmpty()
        && call.path("iccid").asText("0".repeat(19)).matches("[0-9]{19}[0-9F]?")
        && call.path("eid").asText("0".repeat(32)).matches("[0-9]{32}");
  }

  private void perform(String path, JsonNode call, ObjectNode answer) throws Failed {
    switch (path) {
      case "/gsma/rsp2/es2plus/downloadOrder" -> downloadOrder(call, answer);
      case "/gsma/rsp2/es2plus/confirmOrder" -> confirmOrder(call, answer);
      case "/gsma/rsp2/es2plus/releaseProfile" -> releaseProfile(call);
      case "/gsma/rsp2/es2plus/cancelOrder" -> cancelOrder(call);
      default -> throw new IllegalStateException("no function: " + path);
    }
  }

  private void downloadOrder(JsonNode call, ObjectNode answer) throws Failed {
    String iccid = call.has("iccid") ? iccid(call) : anyOf(call.path("profileType").asText());
    Profile profile = known(iccid);
    require(profile.state == State.AVAILABLE, "8.2.1", "3.3");
    profile.eid = text(call, "eid");
    profile.state = profile.eid == null ? State.ALLOCATED : State.LINKED;
    answer.put("iccid", iccid.length() == 19 ? iccid + "F" : iccid);
  }

  private void confirmOrder(JsonNode call, ObjectNode answer) throws Failed {
    Profile profile = known(iccid(call));
    String eid = text(call, "eid");
    require(RESERVED.contains(profile.state), "8.2.1", "3.3");
    require(profile.eid == null || Objects.equals(profile.eid, eid), "8.1.1", "3.10");
    profile.eid = eid;
    profile.matchingId =
        call.has("matchingId") ? call.path("matchingId").asText() : Es2PlusSteps.MATCHING_ID;
    profile.state = call.path("releaseFlag").booleanValue() ? State.RELEASED : State.CONFIRMED;
    answer.put("matchingId", profile.matchingId).put("smdpAddress", ADDRESS);
    if (eid != null) {
      answer.put("eid", eid);
    }
  }

  private void releaseProfile(JsonNode call) throws Failed {
    Profile profile = known(iccid(call));
    require(EnumSet.of(State.CONFIRMED, State.RELEASED).contains(profile.state), "8.2.1", "3.5");
    profile.state = State.RELEASED;
  }

  private void cancelOrder(JsonNode call) throws Failed {
    Profile profile = known(iccid(call));
    require(CANCELLABLE.contains(profile.state), "8.2.1", "3.3");
    require(profile.eid == null || profile.eid.equals(text(call, "eid")), "8.2.1", "3.10");
    require(
        profile.matchingId == null || profile.matchingId.equals(text(call, "matchingId")),
        "8.2.6",
        "3.10");
    require(call.path("finalProfileStatusIndicator").asText().equals("Available"), "8.2.1", "2.2");
    profile.state = State.AVAILABLE;
    profile.eid = null;
    profile.matchingId = null;
  }

  private String anyOf(String type) throws Failed {
    require(profiles.values().stream().anyMatch(of -> of.type.equals(type)), "8.2.5", "3.9");
    return profiles.entrySet().stream()
        .filter(of -> of.getValue().type.equals(type) && of.getValue().state == State.AVAILABLE)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new Failed("8.2.5", "3.7"));
  }

  private Profile known(String iccid) throws Failed {
    Profile profile = profiles.get(iccid);
    if (profile == null) {
      throw new Failed("8.2.1", "3.9");
    }
    return profile;
  }

  private static void require(boolean holds, String subject, String reason) throws Failed {
    if (!holds) {
      throw new Failed(subject, reason);
    }
  }

  private static String iccid(JsonNode call) {
    return call.path("iccid").asText().replace("F", "");
  }

  private static @Nullable String text(JsonNode call, String member) {
    return call.has(member) ? call.path(member).asText() : null;
  }

  @Override
  public void close() {
    server.close();
  }
}
