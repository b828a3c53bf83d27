package dev.turnup.activities.ledger;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.ledger.FakeServer.Run;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.UndeliveredPage;
import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemporalLedgerTest {

  private static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant EARLIER = Instant.parse("2026-11-25T01:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-25T02:00:00Z");
  private static final String ID = "4f9c2f9c-1c3d-4b0e-9d53-2f1d7c0a9b11";
  private static final Run OPERATION = operation(WORKFLOW_EXECUTION_STATUS_COMPLETED, EARLIER);
  private static final Run GIVEN_UP =
      redelivery(WORKFLOW_EXECUTION_STATUS_FAILED, EARLIER, "STATUS");
  private static final Run GONE = redelivery(WORKFLOW_EXECUTION_STATUS_FAILED, EARLIER, "GONE");

  private final FakeServer server = new FakeServer();
  private final TemporalLedger ledger = new TemporalLedger(server.client(), 200);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void findsAnOperationWhoseCallbackWasGivenUp() {
    server.finds("", OPERATION);

    assertThat(find(false).givenUp()).containsExactly(ID);
  }

  @Test
  void findsAnOperationThatWasEndedFromOutside() {
    Run ended = operation(WORKFLOW_EXECUTION_STATUS_TERMINATED, EARLIER);
    server.knows(ended);
    server.finds("", ended);

    assertThat(find(false).givenUp()).containsExactly(ID);
  }

  @Test
  void leavesOutAnOperationThatGoesOnInAnotherRun() {
    server.knows(operation(WORKFLOW_EXECUTION_STATUS_COMPLETED, UNTIL));
    server.finds("", operation(WORKFLOW_EXECUTION_STATUS_TERMINATED, EARLIER));

    assertThat(find(false).givenUp()).isEmpty();
  }

  @Test
  void findsAnOperationByTheRedeliveryThatWasGivenUp() {
    server.knows(GIVEN_UP);
    server.finds("", GIVEN_UP);

    assertThat(find(false)).isEqualTo(new UndeliveredPage(List.of(), List.of(ID), null, null));
  }

  @Test
  void findsAnOperationOnceHoweverOftenItWasToldInVain() {
    server.knows(GIVEN_UP);
    server.finds("", GIVEN_UP, OPERATION, GIVEN_UP);

    assertThat(find(false).givenUp()).containsExactly(ID);
  }

  @Test
  void leavesOutWhatAnEarlierPageHadToldAgain() {
    server.knows(redelivery(WORKFLOW_EXECUTION_STATUS_FAILED, UNTIL, "STATUS"));
    server.finds("", OPERATION, GIVEN_UP);

    assertThat(find(false).givenUp()).isEmpty();
  }

  @Test
  void takesWhatIsToldAgainForWhatWaits() {
    Run waiting = redelivery(WORKFLOW_EXECUTION_STATUS_RUNNING, EARLIER, "STATUS");
    server.knows(waiting);
    server.finds("", OPERATION, GIVEN_UP, waiting);

    assertThat(find(false))
        .isEqualTo(new UndeliveredPage(List.of(waiting.id()), List.of(), null, null));
  }

  @Test
  void leavesOutWhatIsFinalByNowOnlyIfThatIsWanted() {
    server.knows(GONE);
    server.finds("", OPERATION);
    server.finds("", OPERATION);

    assertThat(find(true).givenUp()).isEmpty();
    assertThat(find(false).givenUp()).containsExactly(ID);
  }

  @Test
  void leavesNothingOutThatIsNotFinal() {
    server.knows(GIVEN_UP);
    server.finds("", OPERATION);

    assertThat(find(true).givenUp()).containsExactly(ID);
  }

  @Test
  void hasItSentWhereItWasSentLast() {
    server.knows(GIVEN_UP.sentTo("https://moved.example/callback"));
    server.finds("", OPERATION);

    UndeliveredPage page = find(false);

    assertThat(page.givenUp()).containsExactly(ID);
    assertThat(page.address(ID)).isEqualTo("https://moved.example/callback");
  }

  @Test
  void leavesOutOfThoseToAHostWhatIsSentElsewhereByNow() {
    server.knows(GIVEN_UP.sentTo("https://moved.example/callback"));
    server.finds("", OPERATION);
    server.finds("", GIVEN_UP);

    assertThat(ledger.findUndelivered(to("partner.example")).givenUp()).isEmpty();
    assertThat(ledger.findUndelivered(to("moved.example")).givenUp()).containsExactly(ID);
  }

  private static UndeliveredQuery to(String host) {
    return new UndeliveredQuery(null, host, SINCE, UNTIL, null, null);
  }

  @Test
  void goesOnWhereThePageBeforeEnded() {
    server.finds("two", OPERATION);
    server.finds("", OPERATION);

    String next = find(false).next();
    UndeliveredPage second = ledger.findUndelivered(query(null, next));

    assertThat(second.next()).isNull();
    assertThat(server.searches)
        .extracting(search -> search.getNextPageToken().toStringUtf8())
        .containsExactly("", "two");
  }

  private UndeliveredPage find(boolean exceptFinal) {
    return ledger.findUndelivered(query(exceptFinal ? true : null, null));
  }

  private static UndeliveredQuery query(@Nullable Boolean exceptFinal, @Nullable String page) {
    return new UndeliveredQuery(null, null, SINCE, UNTIL, exceptFinal, page);
  }

  private static Run operation(WorkflowExecutionStatus status, Instant begun) {
    return new Run("CreateService", ID, status, begun, "TIMEOUT", null);
  }

  private static Run redelivery(WorkflowExecutionStatus status, Instant begun, String error) {
    return new Run(
        TemporalLedger.REDELIVERY, CallbackRedelivery.workflowId(ID), status, begun, error, null);
  }
}
