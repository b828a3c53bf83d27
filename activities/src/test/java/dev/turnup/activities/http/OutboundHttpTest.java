package dev.turnup.activities.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.RawServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int LIMIT = 1000;

  private final OutboundHttp http = new OutboundHttp("test", 1, 1);

  @AfterEach
  void close() throws IOException {
    http.close();
  }

  @Test
  void keepsTheConnectionForTheNextCall() throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", "{}"))) {
      assertThat(post(server, LONG)).isEqualTo(new HttpAnswer(200, null, null, "{}", false));
      assertThat(post(server, LONG)).isEqualTo(new HttpAnswer(200, null, null, "{}", false));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void sendsNoMoreHeadersThanItMust() throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("204 No Content", ""))) {
      post(server, LONG);
      assertThat(server.requests().getFirst().lines().map(line -> line.replaceAll(":.*", "")))
          .containsExactlyInAnyOrder(
              "POST /a HTTP/1.1",
              "X-Key",
              "Content-Type",
              "Content-Length",
              "Host",
              "Connection",
              "User-Agent",
              "",
              "{\"a\"");
      assertThat(server.requests().getFirst()).contains("Content-Type: application/json\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void sendsNoBodyAndNoTypeWhenThereIsNone(String method) throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", "{}"))) {
      OutboundCall call = new OutboundCall(method, server.address("/a?b=c"), Map.of(), "", null);
      assertThat(http.send(call, LONG, LIMIT).status()).isEqualTo(200);
      assertThat(server.requests().getFirst())
          .startsWith(method + " /a?b=c HTTP/1.1\r\n")
          .doesNotContain("Content-");
    }
  }

  @Test
  void sendsTextOfAnyTypeByAnyMethod() throws IOException {
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", "{}"))) {
      OutboundCall call =
          new OutboundCall(
              "PATCH",
              server.address("/a"),
              Map.of(),
              "application/merge-patch+json",
              "{\"name\":\"Ñandú\"}");
      http.send(call, LONG, LIMIT);
      assertThat(server.requests().getFirst())
          .startsWith("PATCH /a HTTP/1.1\r\n")
          .contains("Content-Type: application/merge-patch+json\r\n")
          .endsWith("{\"name\":\"Ñandú\"}");
    }
  }

  @Test
  void readsAnAnswerOfExactlyTheLimit() throws IOException {
    String body = "x".repeat(LIMIT);
    try (RawServer server = new RawServer(exchange -> exchange.answer("200 OK", body))) {
      assertThat(post(server, LONG)).isEqualTo(new HttpAnswer(200, null, null, body, false));
    }
  }

  @Test
  void readsNoMoreOfAnAnswerThanTheLimit() throws IOException {
    AtomicLong sent = new AtomicLong();
    RawServer.Script endless =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
          String block = "x".repeat(10_000);
          while (true) {
            exchange.send(block);
            sent.addAndGet(block.length());
          }
        };
    try (RawServer server = new RawServer(endless)) {
      HttpAnswer answer = post(server, LONG);
      assertThat(answer).isEqualTo(new HttpAnswer(200, null, null, "x".repeat(LIMIT), true));
      await().untilAsserted(() -> assertThat(server.events()).contains("gone 1"));
      assertThat(sent.get()).isLessThan(100_000_000);
    }
  }

  @Test
  void doesNotWaitForTheRestOfAnAnswerBeyondTheLimit() throws IOException {
    RawServer.Script stalling =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          exchange.send("7d0\r\n" + "x".repeat(2000) + "\r\n");
          exchange.waitUntilGone();
        };
    try (RawServer server = new RawServer(stalling)) {
      assertThat(post(server, SHORT).cut()).isTrue();
      // With a pool of one, a connection that was not given back would be missed here.
      assertThat(post(server, SHORT).cut()).isTrue();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1",
        "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nOK",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1 and more"
      })
  void takesNothingOfAnAnswerForTheNextOne(String tooMuch) throws IOException {
    try (RawServer server = new RawServer(firstThen(exchange -> exchange.send(tooMuch)))) {
      post(server, LONG);
      assertThat(post(server, LONG).body()).isEqualTo("the next");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** Sooner and later than the client looks whether a connection is still there. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1500})
  void takesNoAnswerThatCameLaterForTheNextOne(long restMillis) throws Exception {
    CountDownLatch answeredTwice = new CountDownLatch(1);
    RawServer.Script twice =
        exchange -> {
          exchange.answer("200 OK", "");
          Thread.sleep(200);
          exchange.answer("200 OK", "");
          answeredTwice.countDown();
        };
    try (RawServer server = new RawServer(firstThen(twice))) {
      post(server, LONG);
      assertThat(answeredTwice.await(20, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(restMillis);
      assertThat(post(server, LONG).body()).isEqualTo("the next");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(2);
    }
  }

  private static RawServer.Script firstThen(RawServer.Script first) {
    AtomicBoolean answered = new AtomicBoolean();
    return exchange -> {
      if (answered.getAndSet(true)) {
        exchange.answer("200 OK", "the next");
      } else {
        first.answer(exchange);
      }
    };
  }

  @Test
  void isLateWhenNobodyAnswers() {
    try (RawServer server = RawServer.thatHangs()) {
      assertIsLate(server);
      assertIsLate(server);
    }
  }

  @Test
  void isLateWhenTheHeadComesTooSlowly() {
    RawServer.Script slow =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ");
          exchange.dribble();
        };
    try (RawServer server = new RawServer(slow)) {
      assertIsLate(server);
      assertIsLate(server);
    }
  }

  @Test
  void keepsTheStatusWhenTheBodyComesTooSlowly() throws IOException {
    RawServer.Script slow =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
          exchange.dribble();
        };
    try (RawServer server = new RawServer(slow)) {
      HttpAnswer answer = post(server, SHORT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.cut()).isTrue();
      assertThat(post(server, SHORT).cut()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 900\r\n\r\n{",
        "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n9",
        "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  void keepsTheStatusWhenTheBodyBreaksOff(String broken) throws IOException {
    RawServer.Script breaksOff =
        exchange -> {
          exchange.send(broken);
          exchange.close();
        };
    try (RawServer server = new RawServer(breaksOff)) {
      HttpAnswer answer = post(server, LONG);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.retryAfter()).isEqualTo("7");
      assertThat(answer.cut()).isTrue();
    }
  }

  @Test
  void failsWhenTheConnectionIsClosedOrReset() {
    try (RawServer closing = new RawServer(RawServer.Exchange::close);
        RawServer resetting = new RawServer(RawServer.Exchange::reset)) {
      assertMayHaveArrived(() -> post(closing, LONG)).isNotInstanceOf(InterruptedIOException.class);
      assertMayHaveArrived(() -> post(resetting, LONG))
          .isNotInstanceOf(InterruptedIOException.class);
      assertThat(closing.connections()).as("not repeated").isEqualTo(1);
      assertThat(resetting.connections()).as("not repeated").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\r\n\r\n\r\n"})
  void failsWhenTheAnswerIsNotHttp(String garbage) {
    RawServer.Script babbling =
        exchange -> {
          exchange.send(garbage);
          exchange.close();
        };
    try (RawServer server = new RawServer(babbling)) {
      assertMayHaveArrived(() -> post(server, LONG));
    }
  }

  @Test
  void isNotSentToANameThatNobodyHas() throws IOException {
    try (OutboundHttp lost = new OutboundHttp("lost", 1, 1, new NoNames(), CallSpans.NONE)) {
      URI address = URI.create("http://partner.example/a");
      assertThat(notSent(() -> lost.send(OutboundCall.json(address, Map.of(), "{}"), LONG, LIMIT)))
          .isEqualTo("UnknownHostException");
    }
  }

  @Test
  void isNotSentWhenTheConnectionIsNotTakenInTime() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
        Socket second = new Socket(deaf.getInetAddress(), deaf.getLocalPort())) {
      assertThat(first.isConnected()).isTrue();
      assertThat(second.isConnected()).isTrue();
      URI address = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      assertIsNotSentInTime(() -> post(address, SHORT));
    }
  }

  @Test
  void isNotSentWhenNobodyListens() {
    assertThat(notSent(() -> post(RawServer.nobody(), LONG))).isEqualTo("HttpHostConnectException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:99999/a",
        "http:///a",
        "http:a",
        "/a",
        "ftp://127.0.0.1/a",
        "http://u:p@127.0.0.1:9/a"
      })
  void isNotSentToAnAddressThatCannotBeCalled(String address) {
    assertThatExceptionOfType(NotSentException.class)
        .isThrownBy(() -> post(URI.create(address), LONG));
  }

  @Test
  void isLateWhenNoConnectionBecomesFree() throws Exception {
    try (RawServer server = RawServer.thatHangs()) {
      CompletableFuture<HttpAnswer> first = inBackground(server, LONG);
      await().untilAsserted(() -> assertThat(server.requests()).hasSize(1));
      assertIsNotSentInTime(() -> post(server, SHORT));
      assertThat(server.requests()).as("only the first was sent").hasSize(1);
      assertThat(first).isNotDone();
    }
  }

  @Test
  void sendsNothingToANameThatIsFoundTooLate() throws Exception {
    try (RawServer server = RawServer.thatHangs();
        OutboundHttp slow =
            new OutboundHttp("slow", 1, 1, new SlowNames(SHORT.multipliedBy(2)), CallSpans.NONE)) {
      URI address = URI.create("http://partner.example:" + server.address("").getPort());
      assertIsNotSentInTime(
          () -> slow.send(OutboundCall.json(address, Map.of(), "{}"), SHORT, LIMIT));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void sendsNothingWhenThereIsNoTimeLeft() {
    try (RawServer server = RawServer.thatHangs()) {
      assertIsNotSentInTime(() -> post(server, Duration.ZERO));
      assertIsNotSentInTime(() -> post(server, Duration.ofMillis(-250)));
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void doesNotFollowARedirect() throws IOException {
    try (RawServer target = new RawServer(exchange -> exchange.answer("200 OK", ""));
        RawServer server =
            new RawServer(
                exchange ->
                    exchange.answer("302 Found", "", "Location: " + target.address("/b")))) {
      assertThat(post(server, LONG).status()).isEqualTo(302);
      assertThat(target.connections()).isZero();
    }
  }

  @Test
  void answersNoChallengeAndKeepsNoCookie() throws IOException {
    RawServer.Script challenging =
        exchange ->
            exchange.answer("401 Unauthorized", "", "WWW-Authenticate: Basic", "Set-Cookie: a=b");
    try (RawServer server = new RawServer(challenging)) {
      assertThat(post(server, LONG).status()).isEqualTo(401);
      assertThat(post(server, LONG).status()).isEqualTo(401);
      assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("Cookie"));
    }
  }

  @Test
  void closingEndsCallsUnderWayAndLaterOnes() throws Exception {
    try (RawServer server = RawServer.thatHangs()) {
      CompletableFuture<HttpAnswer> call = inBackground(server, LONG);
      await().untilAsserted(() -> assertThat(server.requests()).hasSize(1));
      http.close();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(call::get)
          .havingCause()
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSentException.class);
      assertThat(notSent(() -> post(server, LONG))).isEqualTo("ClosedChannelException");
    }
  }

  private void assertIsLate(RawServer server) {
    assertMayHaveArrived(() -> post(server, SHORT))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("500 ms");
  }

  private static void assertIsNotSentInTime(ThrowingCallable call) {
    assertThat(notSent(call)).isIn("InterruptedIOException", "NoTurnException");
  }

  private static String notSent(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(NotSentException.class, call), "it was sent")
        .reason();
  }

  private static AbstractThrowableAssert<?, ? extends IOException> assertMayHaveArrived(
      ThrowingCallable call) {
    return assertThat(requireNonNull(catchThrowableOfType(IOException.class, call)))
        .isNotInstanceOf(NotSentException.class);
  }

  private CompletableFuture<HttpAnswer> inBackground(RawServer server, Duration deadline) {
    CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(post(server, deadline));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private HttpAnswer post(RawServer server, Duration deadline) throws IOException {
    return post(server.address("/a"), deadline);
  }

  private HttpAnswer post(URI address, Duration deadline) throws IOException {
    return http.send(
        OutboundCall.json(address, Map.of("X-Key", "1"), "{\"a\":1}"), deadline, LIMIT);
  }

  /** Looks every name up slowly and finds this machine. */
  private record SlowNames(Duration pause) implements HostNames {

    @Override
    public InetAddress[] addressesOf(String host) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
  }

  /** Knows nobody. */
  private static final class NoNames implements HostNames {

    @Override
    public InetAddress[] addressesOf(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }
  }
}
