package dev.turnup.workflows.esim;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The letter box of one profile for one device, under its {@link InstallationId}. Whoever comes
 * first opens it: the SM-DP+ with a report, or the operation that waits for one.
 */
@WorkflowInterface
public interface EsimInstallation {

  /** What operators read in the Temporal UI. */
  String SUMMARY = "Keep what is told of an eSIM profile's installation";

  /** The name of the signal by which a report is handed in. */
  String PROGRESS = "Progress";

  /** The name of the signal by which an operation makes itself known. */
  String WATCH = "Watch";

  /**
   * Ends when all who wait were told of the end, or after a month in which nothing happened.
   *
   * @param before what was in it before its history was begun anew; null for one that is opened
   */
  @WorkflowMethod
  void keep(@Nullable InstallationLetters before);

  /** The SM-DP+ reported. May come any number of times, in any order. */
  @SignalMethod(name = PROGRESS)
  void progress(DownloadProgress progress);

  /**
   * An operation waits. It is told by {@link
   * dev.turnup.workflows.operation.RunningOperation#INSTALLATION_ENDED}, at once if the end is
   * known already.
   */
  @SignalMethod(name = WATCH)
  void watch(InstallationWatch watch);
}
