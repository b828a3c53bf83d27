package dev.turnup.activities.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.SettableClock;
import dev.turnup.activities.StepRequests;
import dev.turnup.activities.http.HttpAnswer;
import dev.turnup.workflows.provisioning.StepRequest;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SystemFailuresTest {

  private static final StepRequest REQUEST = StepRequests.valid().toRequest();

  private final SettableClock clock = new SettableClock();

  @Test
  void sayWhichSystemDidWhatWithWhichAction() {
    HttpAnswer answer = new HttpAnswer(503, null, null, "", false);
    String what = SystemFailures.answered(answer);
    assertThat(SystemFailures.later(REQUEST, what, answer, clock))
        .returns("UNAVAILABLE", ApplicationFailure::getType)
        .returns("network/activate answered 503", ApplicationFailure::getOriginalMessage);
    assertThat(SystemFailures.uncertain(REQUEST, what))
        .returns("UNCERTAIN", ApplicationFailure::getType)
        .returns("network/activate answered 503", ApplicationFailure::getOriginalMessage);
    assertThat(SystemFailures.needsOperator(REQUEST, what))
        .returns("NEEDS_OPERATOR", ApplicationFailure::getType)
        .returns("network/activate answered 503", ApplicationFailure::getOriginalMessage);
    assertThat(SystemFailures.refused(REQUEST, what))
        .returns("REJECTED", ApplicationFailure::getType)
        .returns(ApplicationErrorCategory.BENIGN, ApplicationFailure::getCategory)
        .returns("network/activate answered 503", ApplicationFailure::getOriginalMessage);
    assertThat(SystemFailures.ambiguous(REQUEST, what)).hasMessage("network/activate answered 503");
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "3600, 3600", "3601, 3600", "86400, 3600"})
  void waitAsLongAsTheSystemAsksForUpToAnHour(String asked, long seconds) {
    HttpAnswer answer = new HttpAnswer(503, asked, null, "", false);
    Duration expected = Duration.ofSeconds(seconds);
    assertThat(SystemFailures.later(REQUEST, "x", answer, clock).getNextRetryDelay())
        .isEqualTo(expected);
    assertThat(SystemFailures.uncertain(REQUEST, "x", answer, clock).getNextRetryDelay())
        .isEqualTo(expected);
    assertThat(SystemFailures.stillAtWork(REQUEST, answer, clock).getNextRetryDelay())
        .isEqualTo(expected);
  }

  @Test
  void leaveThePauseToThePolicyWhenNoneIsAskedFor() {
    HttpAnswer answer = new HttpAnswer(503, null, null, "", false);
    assertThat(SystemFailures.later(REQUEST, "x", answer, clock).getNextRetryDelay()).isNull();
    assertThat(SystemFailures.uncertain(REQUEST, "x").getNextRetryDelay()).isNull();
    assertThat(SystemFailures.later(REQUEST, "x", null).getNextRetryDelay()).isNull();
  }

  @Test
  void areLoggedInOneLineEachButForWhatIsExpected(CapturedOutput output) {
    HttpAnswer answer = new HttpAnswer(503, null, null, "", false);
    SystemFailures.later(REQUEST, "one", answer, clock);
    SystemFailures.uncertain(REQUEST, "two");
    SystemFailures.needsOperator(REQUEST, "three");
    SystemFailures.refused(REQUEST, "four");
    SystemFailures.ambiguous(REQUEST, "five");
    SystemFailures.stillAtWork(REQUEST, answer, clock);
    assertThat(output.getAll().lines().filter(line -> line.startsWith("WARN  dev.turnup")))
        .hasSize(3)
        .allMatch(line -> line.contains(StepRequests.CORRELATION_ID))
        .satisfiesExactly(
            line -> assertThat(line).contains("network/activate one"),
            line -> assertThat(line).contains("network/activate two"),
            line -> assertThat(line).contains("network/activate three"));
  }
}
