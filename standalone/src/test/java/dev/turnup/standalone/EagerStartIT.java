package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.standalone.stage.Offer;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Api and worker in one process that do without eager start; {@link PlanCostsIT} has them with it.
 */
@OnRealServer(perilous = true)
class EagerStartIT {

  /** An operation that the machine was too slow for costs more than it should. */
  private static final int TRIES = 8;

  private final Stage stage;

  EagerStartIT(Stage stage) {
    this.stage = stage;
  }

  @AfterEach
  void end() {
    stage.endStandalone();
  }

  @Test
  void withoutItAnOperationCostsOneTransitionMore() {
    stage.endWorker();
    stage.endStandalone();
    Partner partner = stage.partnerOfStandalone(false);

    LongStream costs = LongStream.range(0, TRIES).map(each -> transitions(partner));

    assertThat(costs.min()).hasValue(3);
  }

  private static long transitions(Partner partner) {
    return partner
        .creates(Offer.TV.service())
        .awaitSuccess()
        .getWorkflowExecutionInfo()
        .getStateTransitionCount();
  }
}
