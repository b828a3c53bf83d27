package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is made of what is configured; {@link RefusedPlansTest} has what cannot be made of it. */
class PlansTest {

  private static final Facts NOTHING = new Facts(Map.of());

  private final ApplicationContextRunner empty =
      new ApplicationContextRunner().withUserConfiguration(PlanConfiguration.class);
  private final ApplicationContextRunner shipped =
      empty.withInitializer(new ConfigDataApplicationContextInitializer());

  @Test
  void doNotKnowOtherServiceTypes() {
    with(
        shipped,
        plans -> {
          assertThat(plans.toCreate("fax")).isEmpty();
          assertThat(plans.toUpdateDevice("fax", "SIM")).isEmpty();
          assertThat(plans.deviceCategories("fax")).isEqualTo(DeviceCategories.ALL);
        });
  }

  @Test
  void takeAnotherServiceType() {
    with(
        empty.withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.create-service")),
        plans -> {
          assertThat(plans.toCreate("fax").orElseThrow().planFor(NOTHING))
              .isEqualTo(
                  new Plan(
                      List.of(
                          new PlanStep(
                              "reserve",
                              "Reserve",
                              "inventory",
                              "reserve",
                              List.of(),
                              null,
                              null,
                              false,
                              false,
                              LostAnswer.REPEAT,
                              null,
                              true,
                              Patience.HOURS,
                              null)),
                      Duration.ofDays(7),
                      Duration.ofDays(3)));
          assertThat(plans.serviceTypes()).containsExactly("fax");
          assertThat(plans.creatable()).containsExactly("fax");
          assertThat(plans.withDevices()).isEmpty();
          assertThat(plans.toUpdateDevice("fax", "SIM")).isEmpty();
        });
  }

  @Test
  void takeAServiceTypeThatOnlyHasDevices() {
    with(
        empty.withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.update-service-device.STB")),
        plans -> {
          assertThat(plans.serviceTypes()).containsExactly("fax");
          assertThat(plans.creatable()).isEmpty();
          assertThat(plans.withDevices()).containsExactly("fax");
          assertThat(plans.deviceCategories("fax")).containsExactly("STB");
          assertThat(plans.toUpdateDevice("fax", "STB")).isPresent();
          assertThat(plans.toUpdateDevice("fax", "OTHER")).isEmpty();
        });
  }

  @Test
  void takeEachKeyOfAStepAndOfAPlan() {
    String fax = "turnup.plans.fax.create-service.";
    with(
        empty
            .withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.create-service"))
            .withPropertyValues(
                fax + "deadline=10d",
                fax + "hold-for=90m",
                fax + "steps[0].undo=release",
                fax + "steps[1].name=paper",
                fax + "steps[1].title=Load the paper",
                fax + "steps[1].system=warehouse",
                fax + "steps[1].action=load-paper",
                fax + "steps[1].needs=service_id, imei",
                fax + "steps[1].undone-with=reserve",
                fax + "steps[1].when-answer-is-lost=read-back",
                fax + "steps[1].read-back=inventory/paper-status",
                fax + "steps[1].local-first=false",
                fax + "steps[1].patience=days",
                fax + "steps[2].name=line",
                fax + "steps[2].title=Listen to the line",
                fax + "steps[2].system=network",
                fax + "steps[2].action=listen",
                fax + "steps[2].changes-nothing=true",
                fax + "steps[2].when-answer-is-lost=read-back",
                fax + "steps[2].read-back=last-tone",
                fax + "steps[2].patience=seconds",
                fax + "steps[3].name=send",
                fax + "steps[3].title=Send the first page",
                fax + "steps[3].system=network",
                fax + "steps[3].action=send",
                fax + "steps[3].point-of-no-return=true",
                fax + "steps[3].when-answer-is-lost=hold"),
        plans -> {
          Plan plan = plans.toCreate("fax").orElseThrow().planFor(NOTHING);

          assertThat(plan.deadline()).isEqualTo(Duration.ofDays(10));
          assertThat(plan.holdFor()).isEqualTo(Duration.ofMinutes(90));
          assertThat(plan.steps().getFirst().undo()).isEqualTo("release");
          assertThat(plan.steps().subList(1, 4))
              .containsExactly(
                  new PlanStep(
                      "paper",
                      "Load the paper",
                      "warehouse",
                      "load-paper",
                      List.of("service_id", "imei"),
                      null,
                      "reserve",
                      false,
                      false,
                      LostAnswer.READ_BACK,
                      new ReadBack("inventory", "paper-status"),
                      false,
                      Patience.DAYS,
                      null),
                  new PlanStep(
                      "line",
                      "Listen to the line",
                      "network",
                      "listen",
                      List.of(),
                      null,
                      null,
                      true,
                      false,
                      LostAnswer.READ_BACK,
                      new ReadBack("network", "last-tone"),
                      true,
                      Patience.SECONDS,
                      null),
                  // What is to be held runs plainly without being told to.
                  new PlanStep(
                      "send",
                      "Send the first page",
                      "network",
                      "send",
                      List.of(),
                      null,
                      null,
                      false,
                      true,
                      LostAnswer.HOLD,
                      null,
                      false,
                      Patience.HOURS,
                      null));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "applewatch, 7",
    "datasharing, 7",
    "deviceinsurance, 7",
    "mobile, 7",
    "multisim, 7",
    "security, 7",
    "tv, 45"
  })
  void takeAListOfOnesOwnInPlaceOfTheWholeShippedList(String serviceType, int deadline) {
    with(
        shipped
            .withPropertyValues(
                PlanKeys.ofOneStep("turnup.plans." + serviceType + ".create-service"))
            .withPropertyValues(
                PlanKeys.ofOneStep(
                    "turnup.plans." + serviceType + ".update-service-device.any",
                    Map.of("patience", "days"))),
        plans -> {
          Plan create = plans.toCreate(serviceType).orElseThrow().planFor(NOTHING);
          Plan update = plans.toUpdateDevice(serviceType, "OTHER").orElseThrow().planFor(NOTHING);

          assertThat(names(create)).containsExactly("reserve");
          // Each key stands for itself.
          assertThat(create.deadline()).isEqualTo(Duration.ofDays(deadline));
          assertThat(names(update)).containsExactly("reserve");
          assertThat(update.steps().getFirst().patience()).isEqualTo(Patience.DAYS);
        });
  }

  @Test
  void takeADeadlineOfOnesOwnForTheShippedSteps() {
    with(
        shipped.withPropertyValues("turnup.plans.tv.create-service.deadline=90d"),
        plans -> {
          Plan plan = plans.toCreate("tv").orElseThrow().planFor(NOTHING);

          assertThat(plan.deadline()).isEqualTo(Duration.ofDays(90));
          assertThat(names(plan)).contains("account", "billing");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"eSIM", "esim", "ESIM", "e-sim"})
  void takeACategoryInWhateverSpellingTheEnvironmentHasIt(String category) {
    with(
        shipped.withPropertyValues(
            PlanKeys.ofOneStep("turnup.plans.mobile.update-service-device." + category)),
        plans -> {
          assertThat(names(plans.toUpdateDevice("mobile", "eSIM").orElseThrow().planFor(NOTHING)))
              .containsExactly("reserve");
          assertThat(names(plans.toUpdateDevice("mobile", "SIM").orElseThrow().planFor(NOTHING)))
              .contains("retire-sim");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"WIFI_EXTENDER", "wifi-extender", "wifiextender"})
  void takeACategoryOfTwoWords(String category) {
    with(
        shipped.withPropertyValues(
            PlanKeys.ofOneStep("turnup.plans.mobile.update-service-device." + category)),
        plans ->
            assertThat(
                    names(
                        plans
                            .toUpdateDevice("mobile", "WIFI_EXTENDER")
                            .orElseThrow()
                            .planFor(NOTHING)))
                .containsExactly("reserve"));
  }

  @Test
  void leaveStepsOutThatAreForOtherRequests() {
    String second = "turnup.plans.fax.create-service.steps[1].";
    ApplicationContextRunner fax =
        empty
            .withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.create-service"))
            .withPropertyValues(
                second + "name=second",
                second + "title=Second",
                second + "system=network",
                second + "action=second");
    Facts eid = new Facts(Map.of("secondary_eid", "1"));
    Facts blank = new Facts(Map.of("eid", " "));

    with(
        fax.withPropertyValues(second + "only-with=eid"),
        plans -> {
          PlanTemplate template = plans.toCreate("fax").orElseThrow();
          assertThat(names(template.planFor(eid))).containsExactly("reserve", "second");
          assertThat(names(template.planFor(NOTHING))).containsExactly("reserve");
          assertThat(names(template.planFor(blank))).containsExactly("reserve");
        });
    with(
        fax.withPropertyValues(second + "only-without=eid"),
        plans -> {
          PlanTemplate template = plans.toCreate("fax").orElseThrow();
          assertThat(names(template.planFor(eid))).containsExactly("reserve");
          assertThat(names(template.planFor(NOTHING))).containsExactly("reserve", "second");
        });
  }

  @Test
  void countTheFirstPointOfNoReturnOfARequest() {
    String second = "turnup.plans.fax.create-service.steps[1].";
    with(
        empty
            .withPropertyValues(
                PlanKeys.ofOneStep(
                    "turnup.plans.fax.create-service",
                    Map.of("point-of-no-return", "true", "only-with", "eid")))
            .withPropertyValues(
                second + "name=second",
                second + "title=Second",
                second + "system=network",
                second + "action=second",
                second + "point-of-no-return=true"),
        plans -> {
          PlanTemplate template = plans.toCreate("fax").orElseThrow();
          Plan both = template.planFor(new Facts(Map.of("eid", "1")));
          Plan one = template.planFor(NOTHING);

          assertThat(both.steps())
              .extracting(PlanStep::pointOfNoReturn)
              .containsExactly(true, false);
          assertThat(both.steps().getLast().undo()).isNull();
          assertThat(one.steps()).extracting(PlanStep::pointOfNoReturn).containsExactly(true);
        });
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(PlanStep::name).toList();
  }

  private static void with(ApplicationContextRunner runner, Consumer<Plans> test) {
    runner.run(context -> test.accept(context.getBean(Plans.class)));
  }
}
