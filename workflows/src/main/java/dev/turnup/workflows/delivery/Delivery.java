package dev.turnup.workflows.delivery;

import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.clock.WorkflowClock;
import dev.turnup.workflows.trace.CurrentTrace;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one outcome until the receiver has taken it, somebody has told it by other means, or the
 * receiver's time is over. Every attempt is an activity of its own and Temporal repeats none: so
 * each is in the history, and whoever says something between two attempts is heard.
 */
public final class Delivery {

  /** More than the schedule and the hourly probes of a suspended receiver come to in the window. */
  private static final int ATTEMPTS_KEPT = 100;

  /**
   * Of so many it is kept what was answered. All is in the memo, which is written after each
   * attempt: with partners who ask for one every few minutes these are more than a thousand.
   */
  private static final int ANSWERS_KEPT = 20;

  private static final TimerOptions UNTIL_NEXT =
      TimerOptions.newBuilder().setSummary("Until the next attempt").build();

  private final CallbackDesk desk;
  private final Consumer<CallbackReport> news;
  private final Attempts attempts;
  private final List<CallbackAttempt> latest = new ArrayList<>();
  private CallbackNotice notice;
  private int made;

  /**
   * Sends nothing yet.
   *
   * @param event what operators read of each attempt
   * @param news told how it stands, before the first durable attempt and after each attempt
   */
  public Delivery(
      CallbackNotice notice, String event, CallbackDesk desk, Consumer<CallbackReport> news) {
    this.notice = notice;
    this.desk = desk;
    this.news = news;
    attempts = new Attempts(event);
  }

  /**
   * Tells it.
   *
   * @param localFirst whether the first attempt may be made inside the workflow task; otherwise the
   *     report that it is still to come is durable before that
   * @return how it ended; not {@code PENDING}
   * @throws io.temporal.failure.TemporalFailure if the caller is cancelled
   */
  public CallbackReport tell(boolean localFirst) {
    DeliveryTime time = new DeliveryTime(Workflow.newRandom(), Workflow::currentTimeMillis);
    desk.open();
    if (!localFirst) {
      report(CallbackState.PENDING, WorkflowClock.now());
    }
    Made last = localFirst ? attempts.local(notice) : attempts.durable(notice);
    while (true) {
      note(last.attempt());
      CallbackError error = last.attempt().error();
      if (error == null) {
        return end(CallbackState.DELIVERED);
      }
      boolean isFinal = isFinal(error);
      Optional<Duration> pause =
          isFinal
              ? Optional.empty()
              : time.pauseAfter(
                  error, Duration.ofMillis(last.attempt().latencyMillis()), last.retryAfter());
      if (pause.isEmpty() && !(isFinal ? desk.hasDecision() : desk.hasNews())) {
        return end(CallbackState.UNDELIVERABLE);
      }
      time.passed(error, waitFor(pause.orElse(Duration.ZERO)));
      if (desk.isToldOtherwise()) {
        return end(CallbackState.MARKED_DELIVERED);
      }
      notice = notice.to(desk.corrected(notice.address()));
      last = attempts.durable(notice);
    }
  }

  /** An operator who gave an address that may not be called is waited for: it may be a typo. */
  private boolean isFinal(CallbackError error) {
    return error.isFinal()
        && !(error == CallbackError.FORBIDDEN_ADDRESS && desk.isCorrection(notice.address()));
  }

  /** What fails by a fault of ours again and again is noted once. */
  private void note(CallbackAttempt attempt) {
    made++;
    CallbackError error = attempt.error();
    if (error != null
        && error.isOurs()
        && !latest.isEmpty()
        && latest.get(latest.size() - 1).error() == error) {
      latest.remove(latest.size() - 1);
    }
    latest.add(attempt);
    if (latest.size() > ATTEMPTS_KEPT) {
      latest.remove(0);
    }
    int old = latest.size() - ANSWERS_KEPT - 1;
    if (old >= 0) {
      latest.set(old, latest.get(old).withoutAnswer());
    }
  }

  /**
   * No longer than until somebody says something, as somebody may have during the attempt.
   *
   * @return how much of the pause has passed
   */
  private Duration waitFor(Duration pause) {
    Instant now = WorkflowClock.now();
    report(CallbackState.PENDING, desk.hasNews() ? now : now.plus(pause));
    Duration passed = desk.hasNews() ? Duration.ZERO : untilNews(pause);
    desk.newsTaken();
    return passed;
  }

  private Duration untilNews(Duration pause) {
    long began = Workflow.currentTimeMillis();
    boolean[] due = {false};
    CancellationScope timer =
        Workflow.newCancellationScope(
            () -> Workflow.newTimer(pause, UNTIL_NEXT).handle((rung, cancelled) -> due[0] = true));
    timer.run();
    desk.waitForNews();
    Workflow.await(() -> due[0] || desk.hasNews());
    // While no worker is there it is longer than the pause, and that is not held against anybody.
    Duration since = Duration.ofMillis(Workflow.currentTimeMillis() - began);
    Duration passed = due[0] || since.compareTo(pause) > 0 ? pause : since;
    timer.cancel();
    return passed;
  }

  private CallbackReport end(CallbackState state) {
    desk.close();
    return report(state, null);
  }

  private CallbackReport report(CallbackState state, @Nullable Instant nextAt) {
    CallbackReport report =
        new CallbackReport(
            state, notice, made, latest, nextAt, desk.notes(), CurrentTrace.get().orElse(null));
    news.accept(report);
    return report;
  }
}
