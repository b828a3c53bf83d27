package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

/** The api does not start with plans that are none, and says which key is to blame. */
class RefusedPlansTest {

  private static final String FAX = "turnup.plans.fax.create-service";
  private static final String FIRST = FAX + ".steps[0].";
  private static final String SECOND = FAX + ".steps[1].";
  private static final String THIRD = FAX + ".steps[2].";

  private final ApplicationContextRunner empty =
      new ApplicationContextRunner().withUserConfiguration(PlanConfiguration.class);
  private final ApplicationContextRunner shipped =
      empty.withInitializer(new ConfigDataApplicationContextInitializer());

  @Test
  void noPlansAtAll() {
    empty.run(refusedNaming("turnup.plans is empty", "plans.yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".steps=", ".deadline=1d"})
  void aPlanWithoutSteps(String property) {
    empty
        .withPropertyValues(FAX + property)
        .run(refusedNaming(FAX + ": a plan needs at least one step"));
  }

  @Test
  void aListOfStepsInThePlaceOfThePlan() {
    empty
        .withPropertyValues(FAX + "[0].name=reserve", FAX + "[0].title=Reserve")
        .run(refusedNaming("turnup.plans.fax.create-service[0].name"));
  }

  @ParameterizedTest
  @CsvSource({
    "name, name of a step: ''",
    "title, title of step 'reserve' is blank",
    "system, system of a step: ''",
    "action, action of a step: ''"
  })
  void aStepThatLacksAComponent(String component, String complaint) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX, Map.of(component, "")))
        .run(refusedNaming(FAX + ": " + complaint));
    empty
        .withPropertyValues(
            Arrays.stream(PlanKeys.ofOneStep(FAX))
                .filter(property -> !property.startsWith(FIRST + component))
                .toArray(String[]::new))
        .run(refusedNaming(FAX + ": a step has no " + component));
  }

  @ParameterizedTest
  @CsvSource({
    "name, Reserve It",
    "system, a/b",
    "action, ../admin",
    "undo, UNDO",
    "patience, ages",
    "when-answer-is-lost, perhaps",
    "changes-nothing, hardly",
    "local-first, 2"
  })
  void aStepThatIsNotWellFormed(String component, String value) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX, Map.of(component, value)))
        .run(refusedNaming(FAX, component, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Find Policy", "a/b/c", "/find", "inventory/"})
  void aReadBackThatNamesNobody(String readBack) {
    empty
        .withPropertyValues(
            PlanKeys.ofOneStep(
                FAX, Map.of("when-answer-is-lost", "read-back", "read-back", readBack)))
        .run(refusedNaming(FAX + ": read-back "));
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        Arguments.of(
            Map.of("undo", "release", "changes-nothing", "true"),
            "step 'reserve' has more than one of undo, undone-with and changes-nothing"),
        Arguments.of(
            Map.of("point-of-no-return", "true", "undo", "release"),
            "step 'reserve' is the point of no return, and so has no undo"),
        Arguments.of(
            Map.of("point-of-no-return", "true", "changes-nothing", "true"),
            "step 'reserve' is the point of no return"),
        Arguments.of(
            Map.of("read-back", "find"),
            "step 'reserve' has a read-back, and so when-answer-is-lost must be read-back"),
        Arguments.of(
            Map.of("read-back", "find", "when-answer-is-lost", "hold"),
            "when-answer-is-lost must be read-back"),
        Arguments.of(
            Map.of("when-answer-is-lost", "hold", "local-first", "true"),
            "step 'reserve' may not be repeated when its answer is lost, and so cannot run local"
                + " first"),
        Arguments.of(
            Map.of("undone-with", "later"),
            "step 'reserve' is undone with 'later', which is no step before it"),
        Arguments.of(
            Map.of("undone-with", "reserve"),
            "step 'reserve' is undone with 'reserve', which is no step before it"),
        Arguments.of(
            Map.of("only-with", "eid"),
            "every step has only-with or only-without, so there might be nothing to do"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("contradictions")
  void aStepThatContradictsItself(Map<String, String> changes, String complaint) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX, changes))
        .run(refusedNaming(FAX + ": ", complaint));
  }

  @Test
  void onlyStepsThatAreForSomeRequests() {
    twoSteps(FIRST + "only-with=eid", SECOND + "only-without=eid")
        .run(refusedNaming(FAX + ": every step has only-with or only-without"));
  }

  @Test
  void twoPointsOfNoReturn() {
    twoSteps(FIRST + "point-of-no-return=true", SECOND + "point-of-no-return=true")
        .run(refusedNaming(FAX + ": a plan has one point of no return at most"));
  }

  @Test
  void aPointOfNoReturnThatCanNeverBeCounted() {
    twoSteps(
            FIRST + "point-of-no-return=true",
            SECOND + "point-of-no-return=true",
            SECOND + "only-with=eid")
        .run(refusedNaming(FAX + ": a plan has one point of no return at most"));
  }

  @Test
  void butNotTwoOfWhichTheFirstIsForSomeRequests() {
    twoSteps(
            FIRST + "point-of-no-return=true",
            FIRST + "only-with=eid",
            SECOND + "point-of-no-return=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"=eSIM", "sim_type=", "sim_type=eSIM, ", " = "})
  void aConditionThatSaysNothing(String condition) {
    twoSteps(SECOND + "only-with=" + condition)
        .run(refusedNaming(FAX + ": only-with of a step: '", "such as eid, or sim_type=eSIM"));
    twoSteps(SECOND + "only-without=" + condition)
        .run(refusedNaming(FAX + ": only-without of a step: '"));
  }

  @Test
  void twoStepsOfOneName() {
    twoSteps(SECOND + "name=reserve").run(refusedNaming(FAX + ": two steps are named 'reserve'"));
  }

  @Test
  void twoStepsOfOneTitle() {
    twoSteps(SECOND + "title=Reserve").run(refusedNaming(FAX + ": two steps are titled 'Reserve'"));
  }

  @Test
  void aStepThatIsUndoneWithOneThatIsNotAlwaysDone() {
    threeSteps(SECOND + "undo=u", SECOND + "only-with=eid", THIRD + "undone-with=second")
        .run(
            refusedNaming(
                FAX + ": step 'third' is undone with 'second', which is not done whenever it is"));
  }

  @Test
  void aStepThatIsUndoneWithOneForOtherRequests() {
    threeSteps(
            SECOND + "undo=u",
            SECOND + "only-with=eid",
            THIRD + "undone-with=second",
            THIRD + "only-without=eid")
        .run(refusedNaming(FAX + ": step 'third' is undone with 'second', which is not done"));
  }

  @Test
  void butNotAStepThatIsUndoneWithOneForTheSameRequests() {
    threeSteps(
            SECOND + "undo=u",
            SECOND + "only-with=eid",
            THIRD + "undone-with=second",
            THIRD + "only-with=eid")
        .run(context -> assertThat(context).hasNotFailed());
  }

  /** It would count as undone, and nobody would have undone it. */
  @Test
  void aStepThatIsUndoneWithOneThatHasNoUndo() {
    twoSteps(SECOND + "undone-with=reserve")
        .run(
            refusedNaming(
                FAX + ": step 'second' is undone with 'reserve', which has no undo of its own"));
  }

  @ParameterizedTest
  @CsvSource({"deadline, 0s, PT0S", "hold-for, 0s, PT0S", "deadline, -1d, PT-24H"})
  void aTimeThatIsNone(String key, String value, String shown) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX))
        .withPropertyValues(FAX + "." + key + "=" + value)
        .run(refusedNaming(FAX + ": deadline and hold-for must be positive", shown));
  }

  @Test
  void aTimeThatIsNoTime() {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX))
        .withPropertyValues(FAX + ".deadline=soon")
        .run(refusedNaming(FAX + ".deadline", "soon"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fax", "1fax"})
  void aServiceTypeThatIsNotWellFormed(String serviceType) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep("turnup.plans." + serviceType + ".create-service"))
        .run(refusedNaming("turnup.plans: service type", serviceType));
  }

  @Test
  void aCategoryThatNobodyKnows() {
    empty
        .withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.update-service-device.FAX"))
        .run(
            refusedNaming(
                "turnup.plans.fax.update-service-device.FAX: there is no such category",
                "any, STB, SMARTWATCH"));
  }

  @Test
  void aFaultInThePlanOfOneCategory() {
    empty
        .withPropertyValues(
            PlanKeys.ofOneStep("turnup.plans.fax.update-service-device.SIM", Map.of("undo", "U")))
        .run(refusedNaming("turnup.plans.fax.update-service-device.SIM: undo of a step: 'U'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turnup.plans.fax.create-servise.deadline",
        "turnup.plans.fax.create-servise.steps[0].name",
        "turnup.plans.fax.create-service.dedline",
        "turnup.plans.fax.create-service.stepz[0].name",
        "turnup.plans.fax.create-service.steps[0].undoo",
        "turnup.plans.fax.create-service.steps[0].only-wiht",
        "turnup.plans.fax.create-service.steps[0].needs[0].fact",
        "turnup.plans.fax.update-service-devise.any.deadline",
        "turnup.plans.fax.update-service-device.any.stepz[0].name",
        "turnup.plans.fax.update-service-device.any.steps[0].undoo",
        "turnup.plans.fax.delete-service.steps[0].name"
      })
  void aKeyThatNobodyKnows(String key) {
    empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX))
        .withPropertyValues(PlanKeys.ofOneStep("turnup.plans.fax.update-service-device.any"))
        .withPropertyValues(key + "=x")
        .run(refusedNaming(key));
  }

  @Test
  void aKeyThatNobodyKnowsBesideTheShippedOnes() {
    shipped
        .withPropertyValues("turnup.plans.tv.create-service.holdfore=1d")
        .run(refusedNaming("turnup.plans.tv.create-service.holdfore"));
  }

  private ApplicationContextRunner twoSteps(String... changes) {
    return empty
        .withPropertyValues(PlanKeys.ofOneStep(FAX))
        .withPropertyValues(step(SECOND, "second"))
        .withPropertyValues(changes);
  }

  private ApplicationContextRunner threeSteps(String... changes) {
    return twoSteps().withPropertyValues(step(THIRD, "third")).withPropertyValues(changes);
  }

  private static String[] step(String key, String name) {
    return new String[] {
      key + "name=" + name, key + "title=The " + name, key + "system=network", key + "action=go"
    };
  }

  private static ContextConsumer<AssertableApplicationContext> refusedNaming(String... words) {
    return context -> {
      assertThat(context).hasFailed();
      for (String word : words) {
        assertThat(context).getFailure().hasStackTraceContaining(word);
      }
    };
  }
}
