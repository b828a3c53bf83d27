package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.Cost.Mode;
import dev.turnup.standalone.simulator.ScriptedIccid;
import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.ShippedPlans;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.provisioning.PlanStep;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each shipped plan costs the Temporal server if all goes well, as docs/plans.md says, and
 * what it costs to wait for an installation.
 */
@OnRealServer(perilous = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanCostsIT {

  private static final Path PAGE = Path.of("..", "docs", "plans.md");

  private static final Path INSTALLATION_PAGE = Path.of("..", "docs", "esim-installation.md");

  /** Of the environment: has the page written instead of compared. */
  private static final String WISH = "TURNUP_DOCS";

  /** An attempt that the machine was too slow for is repeated, and so costs more than it should. */
  private static final int TRIES = 5;

  private final Stage stage;
  private final List<PlanVariant> variants = PlanVariant.of(ShippedPlans.all());
  private final Map<PlanVariant, Map<Mode, Cost>> costs = new LinkedHashMap<>();

  PlanCostsIT(Stage stage) {
    this.stage = stage;
  }

  List<PlanVariant> variants() {
    return variants;
  }

  Stream<PlanVariant> oneTaskVariants() {
    return variants.stream()
        .filter(variant -> variant.plan().steps().stream().allMatch(PlanStep::localFirst));
  }

  @BeforeAll
  void measure() {
    stage.worker().awaitReady();
    measure(Mode.APART, stage.partner(true));
    measure(Mode.PLAIN, stage.partner(false));
    stage.endWorker();
    measure(Mode.TOGETHER, stage.partnerOfStandalone());
  }

  @AfterAll
  void end() {
    stage.endWorker();
    stage.endStandalone();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void costsNoMoreThanItsStepsMust(PlanVariant variant) {
    for (Mode mode : Mode.values()) {
      assertThat(costs.getOrDefault(variant, Map.of()).get(mode))
          .as("%s", mode)
          .isEqualTo(Cost.due(variant.plan(), mode));
    }
  }

  /** What the whole design is about; apart from how the costs of any plan are reckoned. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("oneTaskVariants")
  void isOneTaskWithoutTimersIfAllItsStepsMayBeRepeated(PlanVariant variant) {
    Map<Mode, Cost> measured = costs.getOrDefault(variant, Map.of());
    assertThat(measured.get(Mode.TOGETHER))
        .returns(2L, Cost::transitions)
        .returns(0L, Cost::timers);
    assertThat(measured.get(Mode.APART)).returns(3L, Cost::transitions).returns(0L, Cost::timers);
  }

  @Test
  void thePageSaysWhatThePlansAreAndCost() throws IOException {
    String page = new PlansPage(variants, stage.protocols()).text(costs);
    if ("write".equals(System.getenv(WISH))) {
      Files.writeString(PAGE, page);
    }

    assertThat(page)
        .as("%s; with %s=write in the environment this test writes it anew", PAGE, WISH)
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void thePageOfTheInstallationSaysWhatItCostsToWaitForIt() throws IOException {
    String page = Files.readString(INSTALLATION_PAGE).replaceAll("\\s+", " ");
    String measured = costsOfAWait();
    for (int tries = 1; tries < TRIES && !page.contains(measured); tries++) {
      measured = costsOfAWait();
    }

    assertThat(page).as("%s", INSTALLATION_PAGE).contains(measured);
  }

  /** In the words of the page. */
  private String costsOfAWait() {
    Cost told = costOfAWatchThatIs("installed");
    Cost toldBefore = costOfAWatchThatIs("installed-early");
    Cost notAwaited =
        variants.stream()
            .filter(variant -> variant.creates() && variant.serviceType().equals("applewatch"))
            .flatMap(variant -> Stream.ofNullable(costs.get(variant)))
            .map(measured -> measured.get(Mode.TOGETHER))
            .findFirst()
            .orElseThrow();
    return ("a new `applewatch` in standalone had %d events and %d transitions (%d and %d where the"
            + " installation was told before it waited) instead of the %d and %d of [plans.md]")
        .formatted(
            told.events(),
            told.transitions(),
            toldBefore.events(),
            toldBefore.transitions(),
            notAwaited.events(),
            notAwaited.transitions());
  }

  private Cost costOfAWatchThatIs(String what) {
    return cost(
        stage
            .partnerOfStandalone()
            .creates(Offer.APPLEWATCH.service(what + " device").inPatience()));
  }

  private void measure(Mode mode, Partner partner) {
    for (int warmUp = 0; warmUp < 3; warmUp++) {
      measure(variants.get(warmUp), partner);
    }
    for (PlanVariant variant : variants) {
      Cost due = Cost.due(variant.plan(), mode);
      Cost cost = measure(variant, partner);
      for (int tries = 1; tries < TRIES && !cost.equals(due); tries++) {
        cost = measure(variant, partner);
      }
      costs.computeIfAbsent(variant, none -> new EnumMap<>(Mode.class)).put(mode, cost);
    }
  }

  private static Cost measure(PlanVariant variant, Partner partner) {
    Map<String, Object> details = variant.details(ScriptedIccid.ordinary());
    String id = Partner.newId();
    Operation operation =
        variant.category() == null
            ? partner.creates(
                id, variant.serviceType(), Map.of("service_id", "s-1", "service_details", details))
            : partner.changesTheDevice(
                id,
                variant.serviceType(),
                "s-1",
                Map.of("category", variant.category(), "new_service_device_details", details));
    return cost(operation);
  }

  private static Cost cost(Operation operation) {
    WorkflowExecutionInfo run = operation.awaitSuccess().getWorkflowExecutionInfo();
    long timers =
        operation.history().stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
            .count();
    return new Cost(run.getHistoryLength(), run.getStateTransitionCount(), timers);
  }
}
