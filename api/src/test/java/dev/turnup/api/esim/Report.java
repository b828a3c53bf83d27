package dev.turnup.api.esim;

import dev.turnup.api.Answer;
import dev.turnup.api.Body;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.Token;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an SM-DP+ sends when a profile of its own was installed; each method breaks or changes one
 * thing.
 */
final class Report {

  static final String PATH = "/gsma/rsp2/es2plus/handleDownloadProgressInfo";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Random LOTS = new Random();

  private final ObjectNode json;

  private Report(ObjectNode json) {
    this.json = json;
  }

  static Report installed() {
    return new Report(
        (ObjectNode)
            JSON.readTree(
                """
                {
                  "header": {
                    "functionRequesterIdentifier": "smdp.example",
                    "functionCallIdentifier": "TX-567"
                  },
                  "eid": "%s",
                  "iccid": "%s",
                  "profileType": "companion",
                  "timestamp": "2026-11-23T10:30:47+01:00",
                  "notificationPointId": 4,
                  "notificationPointStatus": {"status": "Executed-Success"},
                  "resultData": "vyeB"
                }
                """
                    .formatted(Body.EID, anyIccid())));
  }

  Report failed(int point, String subject, String reason) {
    Report changed = with("notificationPointId", point);
    changed.json.set(
        "notificationPointStatus",
        JSON.readTree(
            """
            {"status": "Failed", "statusCodeData": {"subjectCode": "%s", "reasonCode": "%s",
             "subjectIdentifier": "%s", "message": "the user said no"}}
            """
                .formatted(subject, reason, Body.EID)));
    return changed;
  }

  Report with(String name, @Nullable Object value) {
    ObjectNode changed = json.deepCopy();
    JsonNode tree = JSON.valueToTree(value);
    changed.set(name, tree);
    return new Report(changed);
  }

  Report without(String name) {
    ObjectNode changed = json.deepCopy();
    changed.remove(name);
    return new Report(changed);
  }

  String iccid() {
    return json.path("iccid").asString();
  }

  /** The call of a gateway that ended the TLS of the SM-DP+, and has a token for that. */
  Call to(Desk desk) {
    return desk.call("POST", PATH)
        .as(Token.valid().withScope("events:write"))
        .header("X-Admin-Protocol", "gsma/rsp/v2.2.0")
        .withBody(json.toString());
  }

  Answer sendTo(Desk desk) {
    return to(desk).send();
  }

  @Override
  public String toString() {
    return json.toString();
  }

  private static String anyIccid() {
    return String.format(Locale.ROOT, "8934%015d", LOTS.nextLong(1_000_000_000_000_000L));
  }
}
