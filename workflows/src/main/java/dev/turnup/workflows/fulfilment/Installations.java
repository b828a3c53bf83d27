package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.esim.EsimInstallation;
import dev.turnup.workflows.esim.InstallationId;
import dev.turnup.workflows.esim.InstallationLetters;
import dev.turnup.workflows.esim.InstallationWatch;
import dev.turnup.workflows.letter.Letter;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Waits until eSIM profiles are installed, or surely never will be. */
final class Installations {

  /** For a letter box that was closed between opening it and our letter, which is rare. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Attention attention;
  private final Progress progress;
  private final Map<String, InstallationEnded> ended = new LinkedHashMap<>();

  /** To the second, as reports tell when they are of (SGP.22, section 5.3.5: timestamp). */
  private Instant since =
      Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis())
          .truncatedTo(ChronoUnit.SECONDS);

  Installations(Attention attention, Progress progress) {
    this.attention = attention;
    this.progress = progress;
  }

  /** The profile for this step is installed, or failed for good. Said twice, it is the same. */
  void ended(InstallationEnded end) {
    ended.put(end.step(), end);
  }

  /**
   * Waits as long as the step's patience lasts.
   *
   * @return how it ended; empty if it has not
   * @throws io.temporal.failure.CanceledFailure if the operation was stopped meanwhile
   */
  Optional<InstallationEnded> await(PlanStep step, Facts facts) {
    return attention.during(
        () -> {
          // If an operator has it tried again, that it failed before says nothing of this time.
          ended.values().removeIf(end -> !end.installed());
          progress.awaiting(step);
          watch(step, facts);
          attention.waitFor(WaitingFor.WORLD);
          NamedWait.atMost(
              step.patience().total(), step.title(), () -> ended.containsKey(step.name()));
          since = WorkflowClock.now();
          return Optional.ofNullable(ended.get(step.name()));
        });
  }

  /** Makes us known at the profile's letter box, whoever opens it. */
  private void watch(PlanStep step, Facts facts) {
    InstallationId id =
        InstallationId.of(
            Objects.requireNonNull(facts.text("iccid")), Objects.requireNonNull(facts.text("eid")));
    InstallationWatch watch =
        new InstallationWatch(Workflow.getInfo().getWorkflowId(), step.name(), since);
    openUnlessOpen(id);
    while (!Letter.send(id.workflowId(), EsimInstallation.WATCH, watch)) {
      Workflow.sleep(PAUSE);
      openUnlessOpen(id);
    }
  }

  private static void openUnlessOpen(InstallationId id) {
    EsimInstallation box =
        Workflow.newChildWorkflowStub(
            EsimInstallation.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id.workflowId())
                // It serves the next operation too, and does not end with this one.
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                .setStaticSummary(EsimInstallation.SUMMARY)
                .build());
    Async.procedure(box::keep, (InstallationLetters) null);
    try {
      Workflow.getWorkflowExecution(box).get();
    } catch (ChildWorkflowFailure failure) {
      if (!(failure.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
        throw failure;
      }
    }
  }
}
