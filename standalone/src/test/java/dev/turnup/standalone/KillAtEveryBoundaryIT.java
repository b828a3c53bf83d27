package dev.turnup.standalone;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.Boundary.Place;
import dev.turnup.standalone.Boundary.Story;
import dev.turnup.standalone.simulator.ScriptedIccid;
import dev.turnup.standalone.stage.Gate;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.ShippedPlans;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worker is killed at each boundary of a plan in which all protocols take part, and in the end
 * the back ends hold what the outcome says. An operation waits at each boundary, and one kill takes
 * all of them; only local attempts, which last for two seconds, may take a few kills more.
 */
@OnRealServer(perilous = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillAtEveryBoundaryIT {

  private static final String EID = "89049032001234567890123456789057";

  /** Less than the 30 s after which a plain attempt counts as lost. */
  private static final Duration PLAIN_ATTEMPT = Duration.ofSeconds(20);

  /** Less than the 2 s of a local attempt: some of them were spent on reading back. */
  private static final Duration LOCAL_ATTEMPT = Duration.ofMillis(1500);

  private static final int MOST_KILLS = 6;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * Where a run stands that has lost its first task: started, scheduled, started, and then this.
   */
  private static final int FOURTH = 3;

  private static final EventType LOST = EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT;

  private final Stage stage;
  private final Plan watch;
  private final Plan post;
  private final Map<Boundary, List<Ordered>> orders = new HashMap<>();
  private int count;

  /** An operation, and the service id by which it was ordered. */
  private record Ordered(Operation operation, String serviceId) {}

  KillAtEveryBoundaryIT(Stage stage) {
    this.stage = stage;
    watch = plan("applewatch", Map.of("eid", EID));
    post = plan("multisim", Map.of());
  }

  private static Plan plan(String serviceType, Map<String, Object> details) {
    return ShippedPlans.all().toCreate(serviceType).orElseThrow().planFor(new Facts(details));
  }

  Stream<Boundary> boundaries() {
    return Boundary.of(watch).stream();
  }

  @BeforeAll
  void killTheWorkerAtEachBoundary() {
    stage.endWorker();
    Gate gate = stage.putUpGate();
    stage.worker().awaitReady();
    warmUp();
    stage.receiver().holdAnswers();
    List<Boundary> lasting = boundaries().filter(each -> !each.isInLocalAttempt()).toList();
    start(gate, lasting);
    await("each held at its boundary")
        .atMost(PLAIN_ATTEMPT)
        .until(() -> lasting.stream().allMatch(boundary -> isReached(gate, boundary)));
    List<Boundary> brief = boundaries().filter(Boundary::isInLocalAttempt).toList();
    for (int kills = 0; !brief.isEmpty(); kills++) {
      assertThat(kills).as("kills, and not caught yet: " + brief).isLessThan(MOST_KILLS);
      if (kills > 0) {
        stage.worker().awaitReady();
        stage.receiver().holdAnswers();
      }
      // Those that have the longest way to go are the first to go.
      start(gate, brief.reversed());
      Set<Boundary> there = awaitLocalAttempts(gate, brief);
      stage.endWorker();
      Set<Boundary> caught = there.stream().filter(this::hasLostItsFirstTask).collect(toSet());
      gate.letGo();
      stage.receiver().letGo();
      stage.worker();
      brief = brief.stream().filter(boundary -> !caught.contains(boundary)).toList();
    }
  }

  @AfterAll
  void takeTheGateAway() {
    stage.takeGateAway();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("boundaries")
  void leavesTheBackEndsAsTheOutcomeSays(Boundary boundary) {
    List<Ordered> ordered = orders.getOrDefault(boundary, List.of());
    assertThat(ordered).isNotEmpty();
    for (Ordered order : ordered) {
      decideIfHeld(boundary, order.operation());
      switch (boundary.story()) {
        case CREATED -> isThereOnce(watch, order);
        case POSTED -> isThereOnce(post, order);
        case REFUSED -> isNotThere(order);
      }
    }
    wasKilledThere(boundary, ordered.getLast().operation());
  }

  private void isThereOnce(Plan plan, Ordered order) {
    String[] deeds =
        plan.steps().stream()
            .filter(step -> !step.changesNothing())
            .map(PlanStep::name)
            .toArray(String[]::new);
    order.operation().succeeds(OutcomeCode.SERVICE_CREATED);
    assertThat(order.operation().remains()).containsExactlyInAnyOrder(deeds);
  }

  private void isNotThere(Ordered order) {
    order.operation().failsAndLeavesNothing(OutcomeCode.PROVISIONING_ROLLED_BACK);
    assertThat(order.operation().remains()).isEmpty();
  }

  private static void decideIfHeld(Boundary boundary, Operation operation) {
    if (boundary.place() != Place.HELD && boundary.story() != Story.POSTED) {
      return;
    }
    await("held").atMost(LONGEST).until(() -> isHeld(operation));
    String reason = "found out what the systems hold";
    boolean wasDone = boundary.place() == Place.BEFORE_THE_ANSWER;
    operation
        .run()
        .update(
            wasDone ? "SkipStep" : "RetryStep",
            String.class,
            wasDone
                ? new StepSkip("night shift", reason, null)
                : new OperatorAct("night shift", reason));
  }

  private static void wasKilledThere(Boundary boundary, Operation operation) {
    List<HistoryEvent> history = operation.history();
    if (boundary.isInLocalAttempt()) {
      assertThat(history.get(FOURTH).getEventType()).isEqualTo(LOST);
    } else if (boundary.story() == Story.POSTED || boundary.place() == Place.TOLD) {
      // Temporal repeats neither: each attempt is an activity of its own.
      assertThat(history)
          .extracting(HistoryEvent::getEventType)
          .contains(EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT);
    } else if (boundary.place() != Place.HELD) {
      assertThat(history)
          .filteredOn(HistoryEvent::hasActivityTaskStartedEventAttributes)
          .extracting(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
          .contains(2);
    }
    if (boundary.place() == Place.TOLD) {
      assertThat(operation.callbacks()).hasSizeGreaterThan(1);
    }
  }

  /** A worker that has just started is too slow for local attempts. */
  private void warmUp() {
    List<Ordered> first = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Boundary none = new Boundary(Story.REFUSED, i % 2 == 0, Place.BEFORE_THE_CALL, "");
      first.add(order(Partner.newId(), none));
    }
    first.forEach(this::isNotThere);
  }

  private void start(Gate gate, List<Boundary> boundaries) {
    for (Boundary boundary : boundaries) {
      String id = Partner.newId();
      switch (boundary.place()) {
        case BEFORE_THE_CALL -> gate.stop(id + "." + boundary.at(), Gate.Side.BEFORE_THE_CALL);
        case BEFORE_THE_ANSWER -> gate.stop(id + "." + boundary.at(), Gate.Side.BEFORE_THE_ANSWER);
        case HELD, TOLD -> {}
      }
      orders.computeIfAbsent(boundary, none -> new ArrayList<>()).add(order(id, boundary));
    }
  }

  private Ordered order(String id, Boundary boundary) {
    count++;
    String serviceId = boundary.serviceId(count);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("secondary_iccid", ScriptedIccid.ordinary());
    if (boundary.story() != Story.POSTED) {
      details.put("secondary_eid", EID);
    }
    String serviceType = boundary.story() == Story.POSTED ? "multisim" : "applewatch";
    Map<String, Object> request = Map.of("service_id", serviceId, "service_details", details);
    Partner partner = stage.partner(boundary.localFirst());
    return new Ordered(partner.creates(id, serviceType, request), serviceId);
  }

  /** Those that were there in time; returns when it is time to kill. */
  private Set<Boundary> awaitLocalAttempts(Gate gate, List<Boundary> boundaries) {
    Map<Boundary, Instant> since = new HashMap<>();
    await("local attempts")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              boundaries.stream()
                  .filter(boundary -> isReached(gate, boundary))
                  .forEach(boundary -> since.putIfAbsent(boundary, Instant.now()));
              return since.size() == boundaries.size()
                  || since.values().stream().anyMatch(KillAtEveryBoundaryIT::isNearlyOver);
            });
    return since.keySet();
  }

  /**
   * Not so if the machine was too slow: then the step went on as a plain activity, and another
   * operation has to be killed there.
   */
  private boolean hasLostItsFirstTask(Boundary boundary) {
    List<HistoryEvent> history = latest(boundary).history();
    return history.size() == FOURTH || history.get(FOURTH).getEventType() == LOST;
  }

  private Operation latest(Boundary boundary) {
    return orders.getOrDefault(boundary, List.of()).getLast().operation();
  }

  private static boolean isNearlyOver(Instant begin) {
    return Duration.between(begin, Instant.now()).compareTo(LOCAL_ATTEMPT) > 0;
  }

  private boolean isReached(Gate gate, Boundary boundary) {
    Operation operation = latest(boundary);
    return switch (boundary.place()) {
      case BEFORE_THE_CALL, BEFORE_THE_ANSWER ->
          gate.hasStopped(operation.id() + "." + boundary.at());
      case HELD -> isHeld(operation);
      case TOLD -> !operation.callbacks().isEmpty();
    };
  }

  private static boolean isHeld(Operation operation) {
    return operation.waitsFor().equals(WaitingFor.OPERATOR.name());
  }
}
