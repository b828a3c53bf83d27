package dev.turnup.workflows.fulfilment;

import static dev.turnup.workflows.fulfilment.Behaviours.IS_DOWN;
import static dev.turnup.workflows.fulfilment.Behaviours.NEEDS_AN_OPERATOR;
import static dev.turnup.workflows.fulfilment.Behaviours.forever;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.array;

import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.Orders;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.PlainRefusals;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.WaitingFor;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators may not do is refused in words, and leaves the operation as it was. */
class HeldRefusalsTest {

  private static final String FIELD = "service_details.secondary_iccid";
  private static final String VALUE = "89014103211118510720";

  private static final OrderChange CHANGE = new OrderChange("anna", "typo", FIELD, VALUE);

  static final List<Arguments> ACTS =
      List.of(
          Arguments.of("RetryStep", Operator.ACT),
          Arguments.of("SkipStep", new StepSkip("anna", "not needed", null)),
          Arguments.of("GiveUp", Operator.ACT),
          Arguments.of("ChangeOrder", CHANGE));

  static final List<Arguments> ANONYMOUS =
      List.of(
          Arguments.of("RetryStep", "by", new OperatorAct(null, "why")),
          Arguments.of("RetryStep", "reason", new OperatorAct("anna", " ")),
          Arguments.of("RetryStep", "reason", new OperatorAct("anna", "x".repeat(501))),
          Arguments.of("SkipStep", "by", new StepSkip("", "why", null)),
          Arguments.of("SkipStep", "reason", new StepSkip("anna", null, null)),
          Arguments.of("GiveUp", "by", new OperatorAct(null, "why")),
          Arguments.of("GiveUp", "reason", new OperatorAct("anna", null)),
          Arguments.of("ChangeOrder", "by", new OrderChange(null, "why", FIELD, VALUE)),
          Arguments.of("ChangeOrder", "reason", new OrderChange("anna", null, FIELD, VALUE)));

  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(new PlainRefusals());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("ACTS")
  void refusesWhateverAnOperatorDoesWhileNothingIsHeld(String update, Object act) {
    stage.systems.on("activate", forever(IS_DOWN));
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.environment.sleep(Duration.ofMinutes(10));

    assertRefused(run, update, act, "Nothing is held");
  }

  @ParameterizedTest(name = "{0} without {1}")
  @FieldSource("ANONYMOUS")
  void refusesWhoDoesNotSayWhoAndWhy(String update, String missing, Object act) {
    assertRefused(held(), update, act, missing + ": expected 1 to 500 characters");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "service_id",
        "service_details",
        "service_details.",
        "service_details.a.",
        "service_details[0]",
        "service_details.a[x]",
        "service_details.a[0]b",
        "new_service_device_details.iccid",
        "plan.deadline"
      })
  void refusesToChangeWhatIsNoMemberOfTheDetails(@Nullable String field) {
    assertRefused(
        held(),
        "ChangeOrder",
        new OrderChange("anna", "typo", field, VALUE),
        "one of [service_details] followed by a dot");
  }

  @ParameterizedTest
  @CsvSource({
    "a.b, expected before 'b' an object",
    "secondary_iccid.b, expected before 'b' an object",
    "secondary_iccid[0], expected before '[0]' a list with such a place",
    "a[0].b, expected before '[0]' a list with such a place"
  })
  void refusesToChangeWhatTheWayDoesNotLeadTo(String path, String words) {
    assertRefused(
        held(),
        "ChangeOrder",
        new OrderChange("anna", "typo", "service_details." + path, VALUE),
        words);
  }

  @Test
  void refusesAnIdentifierThatIsNoText() {
    assertRefused(
        held(),
        "ChangeOrder",
        new OrderChange("anna", "typo", "service_details.imei", 490154203237518L),
        "must be a string of 15 digits");
  }

  @ParameterizedTest
  @CsvSource({
    "secondary_iccid, 8934011411551283145, E.118",
    "iccid, 893401141155128314, E.118",
    "eid, 123, 32 digits",
    "imei, 490154203237519, 15 digits",
    "imsi, 20408, 6 to 15 digits"
  })
  void refusesAnIdentifierThatCannotBeWithoutQuotingIt(String name, String value, String words) {
    WorkflowStub run = held();
    OrderChange change = new OrderChange("anna", "typo", "service_details." + name, value);

    assertRefused(run, "ChangeOrder", change, words);
    assertThatThrownBy(() -> new Operator(run).act("ChangeOrder", change))
        .rootCause()
        .hasMessageNotContaining(value);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void refusesAChangeToNothing(@Nullable String value) {
    assertRefused(
        held(), "ChangeOrder", new OrderChange("anna", "typo", FIELD, value), "value is missing");
  }

  @Test
  void refusesInWordsAlone() {
    WorkflowStub run = held();

    assertThatThrownBy(() -> new Operator(run).act("RetryStep", new OperatorAct("anna", null)))
        .rootCause()
        .hasMessageContaining("reason: expected")
        .extracting(Throwable::getStackTrace, array(StackTraceElement[].class))
        .extracting(StackTraceElement::getClassName)
        .doesNotContain(OperatorAct.class.getName());
  }

  @Test
  void canBeDecidedAfterARefusal() {
    WorkflowStub run = held();
    assertRefused(run, "RetryStep", new OperatorAct(null, null), "by: expected");

    new Operator(run).retry();

    run.getResult(Outcome.class);
    assertThat(stage.systems.actions())
        .containsExactly("reserve", "activate", "activate", "charge");
  }

  private WorkflowStub held() {
    stage.systems.on("activate", NEEDS_AN_OPERATOR);
    WorkflowStub run = stage.start(Orders.valid().toCreate());
    stage.await(run, WaitingFor.OPERATOR);
    return run;
  }

  private static void assertRefused(WorkflowStub run, String update, Object act, String words) {
    @Nullable String before = Stage.waitingFor(run);
    assertThatThrownBy(() -> new Operator(run).act(update, act))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining(words);
    assertThat(Stage.waitingFor(run)).isEqualTo(before);
  }
}
