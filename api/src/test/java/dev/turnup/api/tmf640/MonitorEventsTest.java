package dev.turnup.api.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiTest;
import dev.turnup.api.Call;
import dev.turnup.api.Desk;
import dev.turnup.api.Engine;
import dev.turnup.api.Token;
import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.SystemNews;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Import;

@ApiTest
@Import(Engine.class)
class MonitorEventsTest {

  private static final String PATH = "/systems/tmf640/listener/monitorStateChangeEvent";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Desk desk;
  private final Engine engine;
  private final WorkflowClient temporal;

  MonitorEventsTest(Desk desk, Engine engine, WorkflowClient temporal) {
    this.desk = desk;
    this.engine = engine;
    this.temporal = temporal;
  }

  @Test
  void arePassedOnToTheOperationThatTheyAreAbout() throws InterruptedException {
    String id = desk.post("/v3/mobile/").send().isAccepted().id();

    isTaken(event("{\"name\":\"" + id + ".subscriber\"}"));

    assertThat(awaitNews(id, 1)).containsExactly(new SystemNews("subscriber"));
  }

  @Test
  void mayCarryTheRequestAsTextAndComeTwice() throws InterruptedException {
    String id = desk.post("/v3/mobile/").send().isAccepted().id();
    String body = "\"{\\\"name\\\":\\\"" + id + ".voice.undo\\\"}\"";

    isTaken(event(body));
    isTaken(event(body));

    assertThat(awaitNews(id, 2)).containsExactly(new SystemNews("voice"), new SystemNews("voice"));
  }

  @Test
  void leaveOtherOperationsAlone() {
    String id = desk.post("/v3/mobile/").send().isAccepted().id();

    isTaken(event("{\"name\":\"" + UUID.randomUUID() + ".subscriber\"}"));
    isTaken(event("{\"name\":\"" + id + "\"}"));
    isTaken(event("{\"name\":\"The neighbour's router\"}"));

    assertThat(news(id)).isEmpty();
  }

  @Test
  void areNoNewsOnceTheOperationIsOver() {
    Outcome outcome = Outcome.success(OutcomeCode.SERVICE_CREATED, "1");
    String id =
        desk.post("/v3/mobile/")
            .with(engine.toEndWith(outcome, CallbackState.DELIVERED))
            .send()
            .isAccepted()
            .id();
    engine.await(id);

    isTaken(event("{\"name\":\"" + id + ".subscriber\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "\"text\"", "{\"event\":{\"monitor\":[]}}"})
  void areTakenAlsoIfTheySayNothing(String body) {
    isTaken(desk.call("POST", PATH).withBody(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "not JSON", "{\"event\":}", "{} {}"})
  void areRefusedIfTheyAreNoJson(String body) {
    desk.call("POST", PATH).withBody(body).send().isBadRequestNaming("body");
  }

  @Test
  void areRefusedInAnotherMediaType() {
    desk.call("POST", PATH)
        .withBody("{}")
        .header("Content-Type", "application/xml")
        .send()
        .isProblem(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type");
  }

  @Test
  void areRefusedIfTheyAreLargerThanARequest() {
    desk.call("POST", PATH)
        .withBody(new byte[300 * 1024])
        .send()
        .isProblem(413, "PAYLOAD_TOO_LARGE", "Request body too large");
  }

  @Test
  void takeAScopeOfTheirOwn() {
    Call event = desk.call("POST", PATH).withBody("{}");

    isTaken(event.as(Token.valid().withScope("events:write")));
    event
        .as(Token.valid().withScope("services:write operations:read metrics:read"))
        .send()
        .isProblem(403, "FORBIDDEN_RESOURCE", "Request forbidden by administrative rules");
    event.withoutToken().send().isProblem(401, "UNAUTHORIZED_REQUEST", "Missing credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void arePosted(String method) {
    desk.call(method, PATH).send().isProblem(405, "METHOD_NOT_ALLOWED", "Method not allowed");
  }

  private Call event(String requestBody) {
    return desk.call("POST", PATH)
        .withBody(
            "{\"eventId\":\"7\",\"eventType\":\"MonitorStateChangeEvent\",\"event\":{\"monitor\":"
                + "{\"id\":\"1\",\"state\":\"Completed\",\"request\":{\"body\":"
                + requestBody
                + "}}}}");
  }

  private static void isTaken(Call event) {
    Answer answer = event.send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.id()).isEqualTo(answer.sentId());
  }

  /** The server keeps news back for as long as a worker is at a task of the run. */
  private List<SystemNews> awaitNews(String id, int number) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    List<SystemNews> news = news(id);
    while (news.size() < number && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      news = news(id);
    }
    return news;
  }

  private List<SystemNews> news(String id) {
    return temporal.fetchHistory(id).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .peek(signal -> assertThat(signal.getSignalName()).isEqualTo("SystemNews"))
        .map(
            signal ->
                DurableJson.dataConverter()
                    .fromPayloads(
                        0, Optional.of(signal.getInput()), SystemNews.class, SystemNews.class))
        .toList();
  }
}
