package dev.turnup.workflows.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.operation.OutcomeClass.Ending;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeCodeTest {

  @ParameterizedTest
  @EnumSource
  void isThereForEachClass(OutcomeClass kind) {
    assertThat(OutcomeCode.values()).anyMatch(code -> code.kind() == kind);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatHappenedAndWhatToDoNext(OutcomeCode code) {
    assertThat(code.title()).isNotBlank().doesNotEndWith(".");
    assertThat(code.next()).isNotBlank().endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void hasATitleOfItsOwn(OutcomeCode code) {
    assertThat(Arrays.stream(OutcomeCode.values()).map(OutcomeCode::title))
        .containsOnlyOnce(code.title());
  }

  @ParameterizedTest
  @EnumSource
  void endsAsItsClassDoes(OutcomeCode code) {
    assertThat(code.ending()).isEqualTo(code.kind().ending());
    assertThat(code.isSuccess()).isEqualTo(code.ending() == Ending.COMPLETED);
  }

  /** Published: no constant is renamed or given another class. */
  @ParameterizedTest
  @CsvSource({
    "SERVICE_CREATED, DONE, COMPLETED",
    "SERVICE_DEVICE_UPDATED, DONE, COMPLETED",
    "INFORMATION_MISSING, PERMANENT, FAILED",
    "PROVISIONING_REJECTED, PERMANENT, FAILED",
    "PROVISIONING_ROLLED_BACK, COMPENSATED, FAILED",
    "PROVISIONING_UNAVAILABLE, TRANSIENT_EXHAUSTED, FAILED",
    "OPERATOR_NEEDED, NEEDS_OPERATOR, FAILED",
    "TIMED_OUT, TIMED_OUT, FAILED",
    "CANCELLED, CANCELLED, CANCELLED",
    "UNDO_INCOMPLETE, COMPENSATION_FAILED, FAILED"
  })
  void isOfTheClassThatIsPublished(OutcomeCode code, OutcomeClass kind, Ending ending) {
    assertThat(code.kind()).isEqualTo(kind);
    assertThat(code.ending()).isEqualTo(ending);
  }

  @Test
  void isTheSuccessOfEachOperation() {
    assertThat(OperationType.values()).allMatch(type -> type.success().isSuccess());
  }

  @Test
  void isToldWithWhatIsMissing() {
    Outcome outcome =
        new Outcome(
            OutcomeCode.INFORMATION_MISSING,
            "",
            null,
            "Activate",
            List.of("eid", "imei"),
            List.of());

    assertThat(outcome.title()).isEqualTo(OutcomeCode.INFORMATION_MISSING.title() + ": eid, imei");
  }

  @Test
  void isExplainedToOperatorsInOneLine() {
    Outcome outcome =
        new Outcome(
            OutcomeCode.UNDO_INCOMPLETE,
            "612123456",
            OutcomeCode.OPERATOR_NEEDED,
            "Start billing",
            List.of(),
            List.of("Activate", "Reserve SIM"));

    assertThat(outcome.inWords())
        .startsWith(OutcomeCode.UNDO_INCOMPLETE.title())
        .contains("Before that: OPERATOR_NEEDED")
        .contains("Failed at: Start billing")
        .endsWith("Left behind, to be cleared up by hand: Activate, Reserve SIM")
        .doesNotContain("612123456", "\n");
  }
}
