package dev.turnup.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.standalone.stage.Http;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One id, one operation. */
@OnRealServer
@Execution(ExecutionMode.CONCURRENT)
class DuplicateIT {

  private static final int CALLERS = 8;

  private final Stage stage;

  DuplicateIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void theSameIdIsRefusedWhileTheFirstRequestIsUnderWayAndAfterIt() {
    String serviceId = "sim-slow-activate~duplicate";
    Operation operation = stage.partner().creates("rehearsal", serviceId).awaitCall("activate");

    isRefused(
        operation, stage.partner().create(operation.id(), "rehearsal", serviceId), "the same body");
    isRefused(
        operation, stage.partner().create(operation.id(), "rehearsal", "other"), "another body");

    operation.createsTheService();
    isRefused(
        operation, stage.partner().create(operation.id(), "rehearsal", serviceId), "the same body");
    assertThat(operation.found("ServiceType = 'rehearsal'")).isEqualTo(1);
  }

  @Test
  void upperCaseMakesNoOtherId() {
    Operation operation = stage.partner().creates("rehearsal", "service-1");

    Http.Answer repeated =
        stage.partner().create(operation.id().toUpperCase(Locale.ROOT), "rehearsal", "service-1");

    isRefused(operation, repeated, "the same body");
    operation.createsTheService();
  }

  @Test
  void anotherPartnersIdIsRefusedAndNothingRevealed() {
    Operation operation = stage.partner().creates("rehearsal", "service-1");

    Http.Answer answer = stage.anotherPartner().create(operation.id(), "rehearsal", "service-1");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.json().path("code").asString()).isEqualTo("DUPLICATE_WORKFLOW_ID");
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.text()).doesNotContain("body");
    operation.createsTheService();
  }

  @Test
  void ofManyAtOnceOneIsTaken() throws Exception {
    String id = Partner.newId();
    Callable<Integer> caller = () -> sendsUntilAnswered(id);

    List<Future<Integer>> answers;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = callers.invokeAll(Collections.nCopies(CALLERS, caller));
    }

    List<Integer> statuses = answers.stream().map(Future::resultNow).toList();
    assertThat(statuses).containsOnly(202, 406);
    // None, if the one that was taken was answered with a 503 as the server was too slow for us.
    assertThat(Collections.frequency(statuses, 202)).isLessThanOrEqualTo(1);
    Operation operation = stage.partner().operation(id);
    operation.createsTheService();
    operation.awaitFound("ServiceType = 'rehearsal'");
  }

  /** As the contract has it: after a 503 the same again, with the same id. */
  private int sendsUntilAnswered(String id) {
    AtomicInteger status = new AtomicInteger();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              status.set(stage.partner().create(id, "rehearsal", "service-1").status());
              return status.get() != 503;
            });
    return status.get();
  }

  private static void isRefused(Operation first, Http.Answer answer, String because) {
    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.json().path("code").asString()).isEqualTo("DUPLICATE_WORKFLOW_ID");
    assertThat(answer.json().path("title").asString()).isEqualTo("Duplicate workflow id");
    assertThat(answer.json().path("detail").asString()).contains(because);
    assertThat(answer.header("Location")).contains("/v3/operations/" + first.id());
  }
}
