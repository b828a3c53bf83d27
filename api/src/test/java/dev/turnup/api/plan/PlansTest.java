package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.OperationType;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

class PlansTest {

  private static final String FIRST = "turnup.plans.fax.create-service[0].";

  private final ApplicationContextRunner empty =
      new ApplicationContextRunner().withUserConfiguration(PlanConfiguration.class);
  private final ApplicationContextRunner shipped =
      empty.withInitializer(new ConfigDataApplicationContextInitializer());

  @ParameterizedTest
  @EnumSource
  void areShippedForAllServiceTypesAndBothOperations(OperationType operation) {
    shipped.run(
        context -> {
          Plans plans = context.getBean(Plans.class);

          assertThat(plans.serviceTypesOffering(operation))
              .containsExactly(
                  "applewatch",
                  "datasharing",
                  "deviceinsurance",
                  "mobile",
                  "multisim",
                  "security",
                  "tv");
          assertThat(plans.serviceTypesOffering(operation))
              .allSatisfy(
                  type ->
                      assertThat(plans.find(type, operation).orElseThrow().steps()).isNotEmpty());
        });
  }

  @Test
  void doNotKnowOtherServiceTypes() {
    shipped.run(
        context ->
            assertThat(context.getBean(Plans.class).find("fax", OperationType.CREATE_SERVICE))
                .isEmpty());
  }

  @Test
  void takeAnotherServiceType() {
    empty
        .withPropertyValues(step(Map.of()))
        .run(
            context -> {
              Plans plans = context.getBean(Plans.class);

              assertThat(plans.find("fax", OperationType.CREATE_SERVICE).orElseThrow().steps())
                  .containsExactly(
                      new PlanStep(
                          "reserve",
                          "Reserve",
                          "inventory",
                          "reserve",
                          null,
                          false,
                          Patience.HOURS));
              assertThat(plans.find("fax", OperationType.UPDATE_SERVICE_DEVICE)).isEmpty();
              assertThat(plans.serviceTypesOffering(OperationType.UPDATE_SERVICE_DEVICE)).isEmpty();
            });
  }

  @Test
  void takeAListOfOnesOwnInPlaceOfTheWholeShippedList() {
    String step = "turnup.plans.tv.create-service[0].";
    shipped
        .withPropertyValues(
            step + "name=only",
            step + "title=Only this",
            step + "system=inventory",
            step + "action=do",
            step + "patience=days")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(Plans.class)
                            .find("tv", OperationType.CREATE_SERVICE)
                            .orElseThrow()
                            .steps())
                    .containsExactly(
                        new PlanStep(
                            "only", "Only this", "inventory", "do", null, false, Patience.DAYS)));
  }

  @Test
  void areRefusedIfThereAreNone() {
    empty.run(refusedNaming("turnup.plans is empty"));
  }

  @Test
  void areRefusedIfOneHasNoStep() {
    empty
        .withPropertyValues("turnup.plans.fax.create-service=")
        .run(refusedNaming("turnup.plans.fax", "at least one step"));
  }

  @ParameterizedTest
  @CsvSource({
    "name, name of a step: ''",
    "title, title of step 'reserve' is blank",
    "system, system of a step: ''",
    "action, action of a step: ''"
  })
  void areRefusedIfAStepLacksAComponent(String component, String complaint) {
    empty
        .withPropertyValues(step(Map.of(component, "")))
        .run(refusedNaming("turnup.plans.fax, CREATE_SERVICE: " + complaint));
    List<String> without = new ArrayList<>(List.of(step(Map.of())));
    without.removeIf(property -> property.startsWith(FIRST + component));
    empty
        .withPropertyValues(without.toArray(String[]::new))
        .run(refusedNaming("turnup.plans.fax, CREATE_SERVICE: a step has no " + component));
  }

  @ParameterizedTest
  @CsvSource({
    "name, Reserve It",
    "system, a/b",
    "action, ../admin",
    "undo, UNDO",
    "patience, ages"
  })
  void areRefusedIfAStepIsNotWellFormed(String component, String value) {
    empty
        .withPropertyValues(step(Map.of(component, value)))
        .run(refusedNaming("turnup.plans.fax", component, value));
  }

  @Test
  void areRefusedIfAServiceTypeIsNotWellFormed() {
    empty
        .withPropertyValues("turnup.plans.Fax.create-service=")
        .run(refusedNaming("turnup.plans", "Fax"));
  }

  @ParameterizedTest
  @CsvSource({
    "turnup.plans.fax.create-servise[0].name",
    "turnup.plans.fax.create-service[0].undoo",
    "turnup.plans.fax.delete-service[0].name"
  })
  void areRefusedIfAKeyIsUnknown(String key) {
    empty.withPropertyValues(step(Map.of())).withPropertyValues(key + "=x").run(refusedNaming(key));
  }

  private static ContextConsumer<AssertableApplicationContext> refusedNaming(String... words) {
    return context -> {
      for (String word : words) {
        assertThat(context).getFailure().hasStackTraceContaining(word);
      }
    };
  }

  /** A valid plan of one step for {@code fax}, but for these components. */
  private static String[] step(Map<String, String> changes) {
    Map<String, String> valid =
        new LinkedHashMap<>(
            Map.of(
                "name", "reserve", "title", "Reserve", "system", "inventory", "action", "reserve"));
    valid.putAll(changes);
    return valid.entrySet().stream()
        .map(entry -> FIRST + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
