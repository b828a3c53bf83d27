package dev.turnup.activities.es2plus;

import static dev.turnup.activities.es2plus.Es2PlusSteps.CONFIRMATION_CODE;
import static dev.turnup.activities.es2plus.Es2PlusSteps.EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.ICCID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.MATCHING_ID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.OTHER_EID;
import static dev.turnup.activities.es2plus.Es2PlusSteps.PROFILE_TYPE;
import static dev.turnup.activities.es2plus.Es2PlusSteps.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.system.Es2PlusSettings;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is sent, and what is made of a success. */
@ExtendWith(OutputCaptureExtension.class)
class Es2PlusWireTest {

  private String members = "";
  private final RawServer server =
      new RawServer(
          exchange ->
              exchange.answer(
                  "200 OK",
                  "{\"header\": {\"functionExecutionStatus\": {\"status\": \"Executed-Success\"}}"
                      + members
                      + "}"));
  private final LoopbackConnection connection = new LoopbackConnection(server.address("/smdp"));
  private final Es2PlusSystem system = connection.system();

  @AfterEach
  void saysNothingPersonal(CapturedOutput output) {
    connection.close();
    server.close();
    Failures.assertSilent(output.getAll());
  }

  // What is sent

  @ParameterizedTest
  @CsvSource({
    "download-order, downloadOrder",
    "confirm-order, confirmOrder",
    "release-profile, releaseProfile",
    "cancel-order, cancelOrder"
  })
  void postsJsonToTheFunctionBelowTheBaseUrl(String action, String function) {
    perform(deed(action));
    assertThat(head())
        .startsWith("POST /smdp/gsma/rsp2/es2plus/" + function + " HTTP/1.1")
        .containsIgnoringCase("\r\nX-Admin-Protocol: gsma/rsp/v2.2.0")
        .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
        .containsIgnoringCase("\r\nAccept: application/json");
  }

  @Test
  void speaksTheConfiguredVersionInTheConfiguredName() {
    new Es2PlusSystem(connection, new Es2PlusSettings("1.3.6.1.4.1", "2.3.1"), new SettableClock())
        .perform(deed("release-profile").toRequest());
    assertThat(head()).containsIgnoringCase("\r\nX-Admin-Protocol: gsma/rsp/v2.3.1");
    assertThat(body().at("/header/functionRequesterIdentifier").asText()).isEqualTo("1.3.6.1.4.1");
  }

  @Test
  void ordersByIccidForAnEid() {
    perform(deed("download-order"));
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim"},
         "eid": "89049032123451234512345678901235",
         "iccid": "8934011411551283144"}
        """);
  }

  @Test
  void ordersByTypeForNobodyInParticular() {
    members = ", \"iccid\": \"" + ICCID + "\"";
    perform(
        deed("download-order")
            .without("secondary_iccid")
            .without("secondary_eid")
            .with("profile_type", PROFILE_TYPE));
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim"},
         "profileType": "P9054-2"}
        """);
  }

  @Test
  void confirmsWithAsMuchAsIsKnown() {
    perform(
        deed("confirm-order")
            .with("matching_id", MATCHING_ID)
            .with("confirmation_code", CONFIRMATION_CODE)
            .with("smds_address", "smds.example.com")
            .with("release_at_confirm", true));
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim"},
         "iccid": "8934011411551283144",
         "eid": "89049032123451234512345678901235",
         "matchingId": "04386-AGYFT-A74Y8-3F815",
         "confirmationCode": "4711-Geheim",
         "smdsAddress": "smds.example.com",
         "releaseFlag": true}
        """);
  }

  @Test
  void confirmsWithLittleAndDoesNotRelease() {
    perform(deed("confirm-order").without("secondary_eid"));
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim"},
         "iccid": "8934011411551283144",
         "releaseFlag": false}
        """);
  }

  @Test
  void releasesTheProfileOfTheIccid() {
    perform(deed("release-profile"));
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim"},
         "iccid": "8934011411551283144"}
        """);
  }

  @Test
  void cancelsUnderTheKeyOfTheUndoWithAllThatTheOrderIsKnownBy() {
    system.undo(
        Es2PlusSteps.undo()
            .after("confirm", Map.of("eid", OTHER_EID, "matching_id", MATCHING_ID))
            .toRequest());
    assertSent(
        """
        {"header": {"functionRequesterIdentifier": "turnup",
                    "functionCallIdentifier": "7c9e6679-7425-40de-944b-e07fc1f90ae7.order-esim.undo"},
         "iccid": "8934011411551283144",
         "eid": "89049032123451234512345678901332",
         "matchingId": "04386-AGYFT-A74Y8-3F815",
         "finalProfileStatusIndicator": "Available"}
        """);
  }

  @Test
  void prefersTheIccidThatAnEarlierStepAnswered() {
    perform(deed("release-profile").after("reserve-sim", Map.of("iccid", "8934011411551283151F")));
    assertThat(body().path("iccid").asText()).isEqualTo("8934011411551283151");
  }

  @Test
  void keepsATwentiethDigit() {
    perform(deed("release-profile").with("secondary_iccid", ICCID + "7"));
    assertThat(body().path("iccid").asText()).isEqualTo(ICCID + "7");
  }

  // What is not sent

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "download-order|neither of the facts 'iccid' and 'profile_type' is known",
        "confirm-order|the fact 'iccid' is not known",
        "release-profile|the fact 'iccid' is not known",
        "cancel-order|the fact 'iccid' is not known",
      })
  void isRejectedWithoutACallIfAFactIsMissing(String action, String fault) {
    assertRejectedUnsent(deed(action).without("secondary_iccid"), fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"download-order", "confirm-order", "release-profile", "cancel-order"})
  void isRejectedWithoutACallIfTheIccidIsMalformed(String action) {
    for (String malformed : List.of("893401141155128314", ICCID + "12", ICCID + "G", "x")) {
      assertRejectedUnsent(
          deed(action).with("secondary_iccid", malformed),
          "the fact 'iccid' is malformed (expected: [0-9]{19}[0-9Ff]?)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"download-order", "confirm-order", "cancel-order"})
  void isRejectedWithoutACallIfTheEidIsMalformed(String action) {
    assertRejectedUnsent(
        deed(action).with("secondary_eid", EID + "1"),
        "the fact 'eid' is malformed (expected: 32 digits)");
  }

  @Test
  void isRejectedWithoutACallIfTheMatchingIdIsMalformed() {
    assertRejectedUnsent(
        deed("confirm-order").with("matching_id", "lower-case"),
        "the fact 'matching_id' is malformed (expected: [-0-9A-Z]*)");
  }

  @Test
  void namesTheActionsWhenAPlanAsksForAnother() {
    assertThatThrownBy(() -> perform(deed("activate")))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("NEEDS_OPERATOR")
        .hasMessageContaining(
            "sm-dp-plus/activate is no action of ES2+: the plan's step 'order-esim' needs one of"
                + " download-order, confirm-order, release-profile and cancel-order, or another"
                + " system");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void saysHowToHaveADeedReadBack() {
    assertThatThrownBy(() -> system.readBack(deed("download-order").toRequest()))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("NEEDS_OPERATOR")
        .hasMessageContaining("step 'order-esim' needs read-back: <system>/<action>");
  }

  @Test
  void followsNothing() {
    assertThatThrownBy(() -> system.follow(deed("download-order").toRequest()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("all functions answer at once");
  }

  // What is made of a success

  @Test
  void answersTheIccidThatWasReservedWithoutItsPadding() {
    members = ", \"iccid\": \"" + ICCID + "F\"";
    assertThat(perform(deed("download-order"))).isEqualTo(Map.of("iccid", ICCID));
  }

  @Test
  void answersTheIccidThatWasToldIfTheSmDpPlusForgetsTo() {
    assertThat(perform(deed("download-order"))).isEqualTo(Map.of("iccid", ICCID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"iccid\": null", ", \"iccid\": 1", ", \"iccid\": \"none\""})
  void isUncertainIfNobodyKnowsWhichProfileWasReserved(String none) {
    members = none;
    Es2PlusSteps byType =
        deed("download-order").without("secondary_iccid").with("profile_type", PROFILE_TYPE);
    assertThat(Failures.of(() -> perform(byType)))
        .isEqualTo(
            new Failures(
                "UNCERTAIN", "sm-dp-plus/download-order was done, but the answer names no ICCID"));
  }

  @Test
  void needsAnOperatorIfAnotherProfileWasReservedThanWasTold() {
    members = ", \"iccid\": \"8934011411551283151\"";
    assertThat(Failures.of(() -> perform(deed("download-order"))))
        .isEqualTo(
            new Failures(
                "NEEDS_OPERATOR",
                "sm-dp-plus/download-order was done, but for another ICCID than was told"));
  }

  @Test
  void answersOfAConfirmationWhatCanBeUsed() {
    members = ", \"matchingId\": \"\", \"smdpAddress\": [1], \"eid\": \"0815\", \"more\": true";
    assertThat(perform(deed("confirm-order"))).isEmpty();
    members = ", \"matchingId\": \"A-1\", \"smdpAddress\": \"smdp.example.com\"";
    assertThat(perform(deed("confirm-order")))
        .isEqualTo(Map.of("matching_id", "A-1", "smdp_address", "smdp.example.com"));
  }

  private Map<String, Object> perform(Es2PlusSteps step) {
    return system.perform(step.toRequest()).answer();
  }

  private void assertRejectedUnsent(Es2PlusSteps step, String fault) {
    assertThat(Failures.of(() -> perform(step)))
        .isEqualTo(
            new Failures("REJECTED", "sm-dp-plus/" + step.action() + " was not sent: " + fault));
    assertThat(server.requests()).isEmpty();
  }

  private String head() {
    return server.requests().getLast().split("\r\n\r\n", 2)[0] + "\r\n";
  }

  private JsonNode body() {
    return tree(server.requests().getLast().split("\r\n\r\n", 2)[1]);
  }

  private void assertSent(String expected) {
    assertThat(body()).isEqualTo(tree(expected));
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
