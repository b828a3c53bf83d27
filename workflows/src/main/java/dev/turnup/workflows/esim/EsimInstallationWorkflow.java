package dev.turnup.workflows.esim;

import dev.turnup.workflows.letter.Letter;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.provisioning.Patience;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the letters of one profile. Public because Temporal instantiates it. */
public class EsimInstallationWorkflow implements EsimInstallation {

  /** No operation waits as long as this, so none waits at a box that was closed. */
  private static final Duration KEPT_FOR = Patience.DAYS.total().plusDays(1);

  private final List<InstallationWatch> watches = new ArrayList<>();
  private final Map<Integer, DownloadProgress> points = new TreeMap<>();
  private boolean installed;
  private @Nullable DownloadProgress failure;
  private int letters;
  private final Set<String> knowOfDownload = new LinkedHashSet<>();

  /** With what was in it before its history was begun anew. */
  @WorkflowInit
  public EsimInstallationWorkflow(@Nullable InstallationLetters before) {
    if (before != null) {
      watches.addAll(before.watches());
      before.latest().forEach(progress -> points.put(progress.point(), progress));
      installed = before.installed();
      failure = before.failure();
    }
  }

  @Override
  public void keep(@Nullable InstallationLetters before) {
    show();
    while (true) {
      int read = letters;
      if (tellAll() && watches.isEmpty()) {
        return;
      }
      if (!Workflow.await(KEPT_FOR, () -> letters > read || isHistoryLong())) {
        return;
      }
      if (isHistoryLong()) {
        Workflow.continueAsNew(
            new InstallationLetters(watches, List.copyOf(points.values()), installed, failure));
      }
    }
  }

  /** An SM-DP+ may repeat a report for as long as the box is kept. */
  private static boolean isHistoryLong() {
    return Workflow.getInfo().isContinueAsNewSuggested();
  }

  @Override
  public void progress(DownloadProgress progress) {
    if (!progress.isDefined()) {
      return;
    }
    letters++;
    installed |= progress.isInstalled();
    if (progress.isFinalFailure() && (failure == null || progress.at().isAfter(failure.at()))) {
      failure = progress;
    }
    points.put(progress.point(), progress);
    show();
  }

  @Override
  public void watch(InstallationWatch watch) {
    letters++;
    watches.add(watch);
    show();
  }

  /**
   * Whether there was anybody who could be told. Who was told waits no more; nor does an operation
   * that is over, which leaves the letters to the next one.
   */
  private boolean tellAll() {
    boolean told = false;
    for (InstallationWatch watch : List.copyOf(watches)) {
      InstallationEnded end = end(watch);
      if (end != null) {
        watches.remove(watch);
        told |= Letter.send(watch.correlationId(), RunningOperation.INSTALLATION_ENDED, end);
      } else if (isDownloaded(watch)) {
        tellOfDownload(watch.correlationId());
      }
    }
    return told;
  }

  private boolean isDownloaded(InstallationWatch watch) {
    return points.values().stream()
        .anyMatch(point -> point.isDownloaded() && !point.at().isBefore(watch.since()));
  }

  /** Once, or once more when the history was begun anew: told twice, it is the same. */
  private void tellOfDownload(String correlationId) {
    int version = Workflow.getVersion("Tell of the download", Workflow.DEFAULT_VERSION, 1);
    if (version != Workflow.DEFAULT_VERSION && knowOfDownload.add(correlationId)) {
      Letter.send(correlationId, RunningOperation.PROFILE_DOWNLOADED);
    }
  }

  /** How it ended for this operation; null if it has not. */
  private @Nullable InstallationEnded end(InstallationWatch watch) {
    if (installed) {
      return new InstallationEnded(watch.step(), true, null);
    }
    return failure == null || failure.at().isBefore(watch.since())
        ? null
        : new InstallationEnded(watch.step(), false, failure.code());
  }

  private void show() {
    StringBuilder words = new StringBuilder();
    points.values().forEach(point -> words.append("- ").append(inWords(point)).append('\n'));
    watches.forEach(
        watch -> words.append("- waited for by ").append(watch.correlationId()).append('\n'));
    Workflow.setCurrentDetails(words.toString());
  }

  private static String inWords(DownloadProgress progress) {
    String what =
        switch (progress.point()) {
          case 1 -> "eligibility and retry limit";
          case 2 -> "confirmation";
          case 3 -> "download";
          default -> "installation";
        };
    String code = progress.code() == null ? "" : " with " + progress.code();
    return "%s: %s at %s"
        .formatted(what, progress.succeeded() ? "passed" : "**failed**" + code, progress.at());
  }
}
