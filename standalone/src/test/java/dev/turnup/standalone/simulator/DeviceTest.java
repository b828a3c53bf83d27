package dev.turnup.standalone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DeviceTest {

  private static final String EID = "89049032001234567890123456789057";

  private final Listener listener = new Listener(0);
  private final Background background = new Background(new Pace(20));
  private final Profiles profiles = new Profiles();

  DeviceTest() throws IOException {}

  @AfterEach
  void close() {
    background.close();
    listener.close();
  }

  @ParameterizedTest
  @CsvSource({
    "downloaded, 3, Downloaded",
    "installed, 3 4, Installed",
    "installed-early, 3 4, Installed",
    "installed-late, 3 4, Installed",
    "installed-doubled, 3 3 4 4, Installed",
    "installed-unordered, 4 3, Installed",
    "install-failed, 2, Error"
  })
  void aDeviceDoesAsTheIccidSaysAndTheOperatorIsTold(String what, String points, String state) {
    String iccid = released(what, listener.url());

    await().until(() -> listener.points().size() == points.split(" ", -1).length);

    assertThat(listener.points())
        .isEqualTo(List.of(points.split(" ", -1)).stream().map(Integer::valueOf).toList());
    assertThat(profiles.find(iccid).orElseThrow().state().word()).isEqualTo(state);
    assertThat(listener.heard())
        .allSatisfy(
            told -> {
              assertThat(told.path("iccid").asString()).isEqualTo(iccid);
              assertThat(told.path("eid").asString()).isEqualTo(EID);
              assertThat(told.path("profileType").asString()).isNotEmpty();
              assertThat(told.path("timestamp").asString()).matches("....-..-..T..:..:..Z");
            });
  }

  @Test
  void aRefusalOfTheUserSaysSo() {
    released("install-failed", listener.url());

    await().until(() -> !listener.heard().isEmpty());

    JsonNode status = listener.heard().get(0).path("notificationPointStatus");
    assertThat(status.path("status").asString()).isEqualTo("Failed");
    assertThat(status.path("statusCodeData").path("subjectCode").asString()).isEqualTo("8.8.5");
    assertThat(status.path("statusCodeData").path("reasonCode").asString()).isEqualTo("3.8");
  }

  @Test
  void whatIsDownloadedWhileItIsReleasedCannotBeCancelled() {
    String iccid = released("downloaded", listener.url());

    assertThat(profiles.find(iccid).orElseThrow().state().isOut()).isTrue();
  }

  @Test
  void aCancelledProfileIsNotDownloaded() throws Exception {
    String iccid = released("installed", listener.url());

    profiles.cancel(iccid, EID, "", ProfileState.AVAILABLE);

    Thread.sleep(300);
    assertThat(listener.heard()).isEmpty();
    assertThat(profiles.find(iccid).orElseThrow().state()).isEqualTo(ProfileState.AVAILABLE);
  }

  @Test
  void aListenerThatFailsIsToldAgain() throws Exception {
    try (Listener failing = new Listener(2)) {
      released("downloaded", failing.url());

      await().until(() -> failing.points().equals(List.of(3)));
    }
  }

  @Test
  void withNobodyToTellTheDeviceInstallsAllTheSame() {
    ProgressNotifier nobody = new ProgressNotifier(background, null);
    String iccid = released("installed-early", nobody);

    assertThat(profiles.find(iccid).orElseThrow().state()).isEqualTo(ProfileState.INSTALLED);
  }

  private String released(String what, URI url) {
    return released(what, new ProgressNotifier(background, url));
  }

  private String released(String what, ProgressNotifier notifier) {
    String iccid = ScriptedIccid.of(what, "device");
    profiles.order(iccid, "", EID, new Key("a.order"));
    Profile released = profiles.confirm(iccid, EID, "", true, new Key("a.confirm"));
    Device device = new Device(profiles, notifier, background);
    device.sees(released);
    return iccid;
  }
}
