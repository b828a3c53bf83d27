package dev.turnup.api.esim;

import dev.turnup.api.esim.EsimSettings.Progress;
import dev.turnup.api.operation.Installations;
import dev.turnup.api.plan.Plans;
import dev.turnup.workflows.esim.DownloadProgress;
import dev.turnup.workflows.esim.InstallationId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The operator's side of ES2+: what an SM-DP+ reports while a device fetches a profile. A report
 * may come twice, in any order and early.
 */
@RestController
class DownloadProgressController {

  /** The header by which both sides say which version of SGP.22 they speak (section 6.2). */
  private static final String PROTOCOL_HEADER = "X-Admin-Protocol";

  private static final String PROTOCOL = "gsma/rsp/v2.2.0";

  private static final Logger log = LoggerFactory.getLogger(DownloadProgressController.class);

  private final Installations installations;
  private final Progress handedOn;
  private final MeterRegistry meters;

  /** What became of a report; the value of the label of the same name, in lower case. */
  private enum Result {
    /** It is durable. */
    KEPT,

    /** No operation waits for it, and it is not to be kept. */
    DROPPED,

    /** It says nothing of how the installation goes. */
    IGNORED,

    /** It cannot be matched, as it has no EID. */
    UNMATCHED
  }

  DownloadProgressController(
      Installations installations, EsimSettings settings, Plans plans, MeterRegistry meters) {
    this.installations = installations;
    this.meters = meters;
    Progress byPlans = plans.awaitInstallations() ? Progress.ALL : Progress.AWAITED;
    handedOn = settings.progress() == null ? byPlans : settings.progress();
  }

  /** The answer is always the same, and says only that it need not be sent again. */
  @PostMapping(
      path = "/gsma/rsp2/es2plus/handleDownloadProgressInfo",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> take(@RequestBody ProgressReport report) {
    Result result = take(report.toProgress(), report.about());
    meters
        .counter("turnup.es2plus.progress", "result", result.name().toLowerCase(Locale.ROOT))
        .increment();
    return ResponseEntity.noContent().header(PROTOCOL_HEADER, PROTOCOL).build();
  }

  private Result take(DownloadProgress progress, Optional<InstallationId> about) {
    if (about.isEmpty()) {
      log.info("A download progress has no EID, and can be matched with no operation");
      return Result.UNMATCHED;
    }
    if (!progress.isDefined()) {
      return Result.IGNORED;
    }
    return switch (handedOn) {
      case ALL -> {
        installations.keep(about.get(), progress);
        yield Result.KEPT;
      }
      case AWAITED ->
          installations.tellIfAwaited(about.get(), progress) ? Result.KEPT : Result.DROPPED;
    };
  }
}
