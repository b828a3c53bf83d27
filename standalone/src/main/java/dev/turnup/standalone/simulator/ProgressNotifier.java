package dev.turnup.standalone.simulator;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the operator how a profile comes along: HandleDownloadProgressInfo of ES2+. */
final class ProgressNotifier {

  private static final int REFUSAL = 2;
  private static final int DOWNLOAD = 3;
  private static final int INSTALLATION = 4;

  private static final Map<String, Object> SUCCESS = Map.of("status", "Executed-Success");

  private final Background background;
  private volatile @Nullable URI listener;

  /**
   * A notifier.
   *
   * @param listener who is told; null for nobody yet
   */
  ProgressNotifier(Background background, @Nullable URI listener) {
    this.background = background;
    this.listener = listener;
  }

  void sendTo(URI other) {
    listener = other;
  }

  void downloaded(Profile profile, int times) {
    tell(profile, DOWNLOAD, SUCCESS, times);
  }

  void installed(Profile profile, int times) {
    tell(profile, INSTALLATION, SUCCESS, times);
  }

  void refused(Profile profile) {
    Es2Failure failure = new Es2Failure("8.8.5", "3.8", "the end user refused");
    tell(profile, REFUSAL, Map.of("status", "Failed", "statusCodeData", failure.data()), 1);
  }

  private void tell(Profile profile, int point, Map<String, Object> status, int times) {
    URI url = listener;
    if (url == null) {
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "header",
        Map.of(
            "functionRequesterIdentifier",
            "sm-dp-plus",
            "functionCallIdentifier",
            UUID.randomUUID().toString()));
    if (!profile.eid().isEmpty()) {
      body.put("eid", profile.eid());
    }
    body.put("iccid", profile.iccid());
    body.put("profileType", profile.profileType().isEmpty() ? "generic" : profile.profileType());
    body.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    body.put("notificationPointId", point);
    body.put("notificationPointStatus", status);
    for (int i = 0; i < times; i++) {
      background.tell(url, Map.of("X-Admin-Protocol", "gsma/rsp/v2.2.0"), body);
    }
  }
}
