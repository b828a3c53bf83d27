package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Steps that wait for the world, and steps that are switched off. */
class WaitingStepsTest {

  private static final Facts WITH_EID =
      new Facts(Map.of("secondary_eid", "89049032001234567890123456789057"));
  private static final String FIRST = "turnup.plans.fax.create-service.steps[0].";

  private final ApplicationContextRunner empty =
      new ApplicationContextRunner().withUserConfiguration(PlanConfiguration.class);
  private final ApplicationContextRunner shipped =
      empty.withInitializer(new ConfigDataApplicationContextInitializer());

  @ParameterizedTest
  @ValueSource(strings = {"applewatch", "multisim"})
  void areNotPartOfTheShippedPlans(String serviceType) {
    shipped.run(
        context -> {
          Plans plans = context.getBean(Plans.class);

          assertThat(steps(plans, serviceType, WITH_EID))
              .noneMatch(step -> step.waitsFor() != null);
          assertThat(plans.awaitInstallations()).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"applewatch", "multisim"})
  void comeLastOnceTheyAreSwitchedOnForThoseWhoseEidIsKnown(String serviceType) {
    shipped
        .withPropertyValues("turnup.esim.await-installation=true")
        .run(
            context -> {
              Plans plans = context.getBean(Plans.class);
              PlanStep last = steps(plans, serviceType, WITH_EID).getLast();

              assertThat(last.waitsFor()).isEqualTo(WaitsFor.ESIM_INSTALLATION);
              assertThat(last.patience()).isEqualTo(Patience.DAYS);
              assertThat(steps(plans, serviceType, new Facts(Map.of())))
                  .noneMatch(step -> step.waitsFor() != null);
              assertThat(plans.awaitInstallations()).isTrue();
            });
  }

  /** The old SIM works until the new one is on the device. */
  @ParameterizedTest
  @CsvSource({"applewatch, SMARTWATCH", "applewatch, eSIM", "multisim, eSIM", "mobile, eSIM"})
  void comeBeforeTheOldSimIsSwitchedOff(String serviceType, String category) {
    shipped
        .withPropertyValues("turnup.esim.await-installation=true")
        .run(
            context -> {
              PlanTemplate template =
                  context.getBean(Plans.class).toUpdateDevice(serviceType, category).orElseThrow();

              assertThat(names(template.planFor(WITH_EID)))
                  .endsWith("release-profile", "installation", "switch-sim", "retire-sim");
              assertThat(names(template.planFor(new Facts(Map.of()))))
                  .endsWith("release-profile", "switch-sim", "retire-sim");
            });
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(PlanStep::name).toList();
  }

  @Test
  void areTakenFromPlansOfOnesOwn() {
    empty
        .withPropertyValues(waiting("waits-for=esim-installation", "changes-nothing=true"))
        .run(
            context -> {
              PlanStep step = steps(context.getBean(Plans.class), "fax", WITH_EID).getFirst();

              assertThat(step.waitsFor()).isEqualTo(WaitsFor.ESIM_INSTALLATION);
              assertThat(step.localFirst()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "waits-for=godot, waits-for",
    "undo=undo, only waits",
    "local-first=true, only waits",
    "when-answer-is-lost=read-back, only waits",
    "needs[0]=imsi, needs must name"
  })
  void areRefusedIfTheyContradictThemselves(String property, String complaint) {
    String changesNothing = "changes-nothing=" + !property.startsWith("undo");
    empty
        .withPropertyValues(waiting("waits-for=esim-installation", changesNothing, property))
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(complaint));
  }

  @Test
  void areCheckedEvenIfTheyAreSwitchedOff() {
    empty
        .withPropertyValues(waiting("waits-for=esim-installation", "enabled=false"))
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining("only waits"));
  }

  @Test
  void leaveNoPlanIfAllAreSwitchedOff() {
    empty
        .withPropertyValues(waiting("enabled=false"))
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining("at least one"));
  }

  private static List<PlanStep> steps(Plans plans, String serviceType, Facts facts) {
    return plans.toCreate(serviceType).orElseThrow().planFor(facts).steps();
  }

  private static String[] waiting(String... more) {
    Map<String, String> step = new LinkedHashMap<>();
    for (String property :
        List.of(
            "name=wait",
            "title=Wait",
            "system=sm-dp-plus",
            "action=await",
            "needs[0]=iccid",
            "needs[1]=eid")) {
      put(step, property);
    }
    for (String property : more) {
      put(step, property);
    }
    return step.entrySet().stream()
        .map(entry -> FIRST + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  private static void put(Map<String, String> step, String property) {
    int equals = property.indexOf('=');
    step.put(property.substring(0, equals), property.substring(equals + 1));
  }
}
