package dev.turnup.activities.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turnup.activities.ActivityStage;
import dev.turnup.activities.Certificates;
import dev.turnup.activities.RawServer;
import dev.turnup.activities.SettableClock;
import dev.turnup.activities.http.HostNames;
import dev.turnup.activities.http.HttpExchange;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.receivers.ReceiverSettings;
import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackSender;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a misbehaving receiver is said to have done. */
class CallbackErrorsTest {

  private static final String SIGNED = "fallback.signing-secrets=" + SettingsOf.SECRET;

  /** For receivers that take all the time there is; enough to send a request to them. */
  private static final String IMPATIENT = "timeout=2s";

  /** Long, as a busy machine may need a second for what fails at once. */
  private final CallbackStage stage = new CallbackStage("timeout=10s", SIGNED);

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void isDnsWhenThereIsNoSuchName() {
    stage.names =
        host -> {
          throw new UnknownHostException(host);
        };
    CallbackAttempt attempt = assertError(CallbackError.DNS, named("hooks.partner.example"));
    assertThat(attempt.addressClass()).isNull();
    assertFault();
  }

  @Test
  void isRefusedWhenNobodyListens() {
    CallbackAttempt attempt = assertError(CallbackError.REFUSED, RawServer.nobody());
    assertThat(attempt.addressClass()).isEqualTo(AddressClass.NOT_PUBLIC);
    assertFault();
  }

  @Test
  void isResetWhenTheConnectionIsReset() {
    assertErrorOf(CallbackError.RESET, RawServer.Exchange::reset);
  }

  @Test
  void isResetWhenItIsClosedWithoutAWord() {
    assertErrorOf(CallbackError.RESET, RawServer.Exchange::close);
  }

  @Test
  void isTimeoutWhenNoAnswerComes() throws IOException {
    stage.restart(IMPATIENT, SIGNED);
    assertErrorOf(CallbackError.TIMEOUT, RawServer.Exchange::waitUntilGone);
  }

  @Test
  void isTimeoutWhenTheHeadNeverEnds() throws IOException {
    stage.restart(IMPATIENT, SIGNED);
    assertErrorOf(
        CallbackError.TIMEOUT,
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX-Slow: ");
          exchange.dribble();
        });
  }

  @Test
  void isTimeoutWhenConnectingNeverEnds() throws IOException {
    stage.restart(IMPATIENT, SIGNED);
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 3; i++) {
        Socket socket = new Socket();
        queue.add(socket);
        try {
          socket.connect(full.getLocalSocketAddress(), 100);
        } catch (IOException e) {
          break;
        }
      }
      assertError(
          CallbackError.TIMEOUT, URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"));
      assertFault();
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"
      })
  void isProtocolWhenTheAnswerIsNoHttp(String answer) {
    assertErrorOf(
        CallbackError.PROTOCOL,
        exchange -> {
          exchange.send(answer);
          exchange.close();
        });
  }

  @Test
  void isProtocolWhenTheHeadIsEndless() {
    assertErrorOf(
        CallbackError.PROTOCOL,
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX-Long: ");
          while (true) {
            exchange.send("x".repeat(10_000));
          }
        });
  }

  @Test
  void isTlsWhenTheCertificateIsNotTrusted() {
    try (RawServer receiver =
        new RawServer(
            Certificates.serverThatDemands("TLSv1.3", "client"),
            exchange -> exchange.answer("200 OK", ""))) {
      assertError(CallbackError.TLS, receiver.secureAddress("/"));
      assertFault();
    }
  }

  @Test
  void isTlsWhenThereIsNone() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket caller = plain.accept()) {
                  caller
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                  caller.getOutputStream().flush();
                  caller.getInputStream().readNBytes(1000);
                } catch (IOException e) {
                  // The caller went away.
                }
              });
      assertError(CallbackError.TLS, URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"));
    }
  }

  // Whom not to call

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1/", "https://10.0.0.1/", "https://user@partner.example/"})
  void isForbiddenAndFinalWhenTheAddressIs(String address) throws IOException {
    stage.rules = ReceiverRules.strict();
    stage.restart(SIGNED);
    assertForbidden(URI.create(address));
    assertThat(stage.suspensions.heard).isEmpty();
  }

  @Test
  void isForbiddenWhenTheNameHasPrivateAddressesOnly() throws IOException {
    stage.rules = ReceiverRules.strict();
    stage.names = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
    stage.restart(SIGNED);
    assertForbidden(URI.create("https://hooks.partner.example/"));
    assertThat(stage.suspensions.heard).containsExactly("asked hooks.partner.example");
  }

  @Test
  void isNotSentToThePrivateOneOfTwoAddresses() throws IOException {
    // It listens on 127.0.0.1 only.
    try (RawServer receiver = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      stage.rules = rulesThatAllow("127.0.0.2/32", receiver);
      stage.names = host -> addresses("127.0.0.1", "127.0.0.2");
      stage.restart(SIGNED);
      assertError(CallbackError.REFUSED, named("hooks.partner.example", receiver));
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void doesNotCallOneThatWasAllowedAMomentAgo() throws IOException {
    RawServer.Script script =
        exchange -> {
          exchange.answer("200 OK", "", "Connection: close");
          exchange.close();
        };
    try (RawServer receiver = new RawServer(script)) {
      AtomicReference<String> now = new AtomicReference<>("127.0.0.1");
      stage.rules = rulesThatAllow("127.0.0.1/32", receiver);
      stage.names = host -> addresses(now.get());
      stage.restart(SIGNED);
      URI address = named("hooks.partner.example", receiver);
      stage.send(Notices.to(address));
      now.set("127.0.0.3");
      assertForbidden(address);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  /** Or what was judged might not be what is dialled. */
  @Test
  void asksForTheAddressesOfANameOnceInACallAndCallsWhatItJudged() throws IOException {
    try (RawServer receiver = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      List<String> lookUps = startWithANameThatIsAnotherEachTime("127.0.0.1", receiver);
      assertThat(stage.send(Notices.to(named("hooks.partner.example", receiver))).isDelivered())
          .isTrue();
      assertThat(lookUps).containsExactly("hooks.partner.example");
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void asksForTheAddressesOfANameOnceInACallAndRefusesWhatItJudged() throws IOException {
    try (RawServer receiver = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      List<String> lookUps = startWithANameThatIsAnotherEachTime("127.0.0.3", receiver);
      assertForbidden(named("hooks.partner.example", receiver));
      assertThat(lookUps).containsExactly("hooks.partner.example");
      assertThat(receiver.connections()).isZero();
    }
  }

  /**
   * Of 127.0.0.1 and 127.0.0.3 one may be called, where the receiver listens.
   *
   * @param first what the first look-up tells; the others tell the other one
   * @return the names that are looked up
   */
  private List<String> startWithANameThatIsAnotherEachTime(String first, RawServer receiver)
      throws IOException {
    List<String> lookUps = new CopyOnWriteArrayList<>();
    String other = first.equals("127.0.0.1") ? "127.0.0.3" : "127.0.0.1";
    stage.rules = rulesThatAllow("127.0.0.1/32", receiver);
    stage.names =
        host -> {
          lookUps.add(host);
          return addresses(lookUps.size() == 1 ? first : other);
        };
    stage.restart("timeout=10s", SIGNED);
    return lookUps;
  }

  @Test
  void doesNotUseTheConnectionOfAnotherPartner() throws IOException {
    try (RawServer receiver = new RawServer(exchange -> exchange.answer("200 OK", ""))) {
      Notices notice = Notices.to(receiver.address("/"));
      stage.send(notice);
      stage.send(notice);
      assertThat(receiver.connections()).isEqualTo(1);
      stage.send(notice.of("another"));
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  // What kind of address was called

  /** As nobody must be, the name takes longer to look up than there is time for the call. */
  @ParameterizedTest
  @CsvSource({"9.9.9.9, PUBLIC_IPV4", "2620:fe::fe, PUBLIC_IPV6"})
  void tellsOfAPublicAddressWhetherItIsIpv4OrIpv6(String address, AddressClass expected)
      throws IOException {
    stage.restart("timeout=1s", SIGNED);
    stage.names =
        host -> {
          await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
          return addresses(address);
        };
    CallbackAttempt attempt = assertError(CallbackError.TIMEOUT, named("hooks.partner.example"));
    assertThat(attempt.addressClass()).isEqualTo(expected);
  }

  // Our own fault

  @Test
  void isEgressWhenOurMachineLetsNoCallOut() {
    for (IOException failure :
        List.of(
            new NoRouteToHostException("Cannot assign requested address"),
            new BindException("Address already in use"),
            new SocketException("Network is down"),
            new SocketException("Operation not permitted"),
            new SocketException("Too many open files"))) {
      assertThat(judge(failure)).as(failure.toString()).isEqualTo(CallbackError.EGRESS);
    }
    assertThat(judge(new ConnectException("Connection refused"))).isEqualTo(CallbackError.REFUSED);
    assertThat(judge(new ConnectException("Connection timed out")))
        .isEqualTo(CallbackError.TIMEOUT);
  }

  /** As firewalls at the far end say it too, and machines without IPv6 of every IPv6 address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No route to host",
        "Network is unreachable",
        "Host is unreachable",
        "Host is down",
        "Permission denied"
      })
  void isRefusedWhenTheWayEndsSomewhereUnlessTheLandmarkIsAwayToo(String words) {
    Judge alone = judge(new Egress(null, HostNames.OF_JAVA, new SettableClock()));
    InetSocketAddress nobody =
        InetSocketAddress.createUnresolved("127.0.0.1", RawServer.nobody().getPort());
    Judge blocked = judge(new Egress(nobody, HostNames.OF_JAVA, new SettableClock()));
    for (IOException failure :
        List.of(
            new NoRouteToHostException(words),
            new ConnectException(words),
            new BindException("Permission denied"),
            new SocketException(words))) {
      assertThat(judge(alone, failure)).as(failure.toString()).isEqualTo(CallbackError.REFUSED);
      assertThat(judge(blocked, failure)).as(failure.toString()).isEqualTo(CallbackError.EGRESS);
    }
  }

  /** Names have the IPv4 address first, and the last failure is the one that is told. */
  @Test
  void isTheReceiversFaultWhenBesideAClosedPortItHasAnIpv6AddressThatCannotBeReached()
      throws IOException {
    stage.restart(IMPATIENT, SIGNED);
    stage.names = host -> addresses("127.0.0.1", "2001:db8::7");
    int port = RawServer.nobody().getPort();
    URI address = URI.create("http://hooks.partner.example:" + port + "/");
    CallbackError error = CallbackStage.errorOf(stage.failure(Notices.to(address)));
    // On a machine with IPv6 the second address may take as long as there is time.
    assertThat(error).isIn(CallbackError.REFUSED, CallbackError.TIMEOUT);
    assertFault();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "hangs", "noName"})
  void isEgressWhenTheLandmarkIsAwayToo(String trouble) throws IOException {
    stage.restart("timeout=1s", SIGNED, "egress-check=127.0.0.1:" + RawServer.nobody().getPort());
    stage.names =
        host -> {
          if (host.endsWith(".example")) {
            throw new UnknownHostException(host);
          }
          return InetAddress.getAllByName(host);
        };
    try (RawServer hanging = RawServer.thatHangs()) {
      URI address =
          switch (trouble) {
            case "nobody" -> RawServer.nobody();
            case "hangs" -> hanging.address("/");
            default -> named("hooks.partner.example");
          };
      assertError(CallbackError.EGRESS, address);
      assertThat(stage.suspensions.heard).noneMatch(heard -> heard.startsWith("failed"));
    }
  }

  @Test
  void isEgressWhenOurDnsKnowsNobodyNotEvenTheLandmark() throws IOException {
    stage.names =
        host -> {
          throw new UnknownHostException(host);
        };
    stage.restart(SIGNED, "egress-check=egress.operator.example:3128");
    assertError(CallbackError.EGRESS, named("hooks.partner.example"));
  }

  @Test
  void isTheReceiversFaultWhenTheLandmarkIsThere() {
    try (RawServer landmark = RawServer.thatHangs()) {
      InetSocketAddress there =
          InetSocketAddress.createUnresolved("127.0.0.1", landmark.address("").getPort());
      // Ten seconds to look, as a busy machine may need more than it has in a call.
      Judge judge =
          judge(new Egress(there, HostNames.OF_JAVA, new SettableClock(), Duration.ofSeconds(10)));
      Verdict verdict =
          judge.verdict(new HttpExchange(null, null, new ConnectException("Connection refused")));
      assertThat(verdict.error()).isEqualTo(CallbackError.REFUSED);
      assertThat(verdict.isTheHostsFault()).isTrue();
    }
  }

  @Test
  void isBusyWhenNoConnectionIsFree() throws Exception {
    stage.restart("timeout=20s", SIGNED, "max-connections=1");
    try (RawServer hanging = RawServer.thatHangs();
        RawServer other = new RawServer(exchange -> exchange.answer("200 OK", ""));
        ActivityStage beside = stage.beside()) {
      CompletableFuture<?> first =
          CompletableFuture.runAsync(() -> stage.failure(Notices.to(hanging.address("/"))));
      await().until(() -> !hanging.requests().isEmpty());
      ApplicationFailure second =
          ActivityStage.failureOf(
              () ->
                  beside
                      .local(CallbackSender.class)
                      .sendCallback(Notices.to(other.address("/")).toNotice()));
      assertThat(CallbackStage.errorOf(second)).isEqualTo(CallbackError.BUSY);
      hanging.hangUp();
      first.join();
    }
  }

  private static Judge judge(Egress egress) {
    return new Judge(egress, new SettableClock());
  }

  private static CallbackError judge(IOException failure) {
    return judge(judge(new Egress(null, HostNames.OF_JAVA, new SettableClock())), failure);
  }

  private static CallbackError judge(Judge judge, IOException failure) {
    CallbackError error = judge.verdict(new HttpExchange(null, null, failure)).error();
    if (error == null) {
      throw new AssertionError("no error");
    }
    return error;
  }

  private static ReceiverRules rulesThatAllow(String network, RawServer receiver) {
    return new ReceiverRules(
        new ReceiverSettings(
            true,
            false,
            Set.of(receiver.address("").getPort()),
            List.of(),
            List.of(),
            false,
            Map.of("acme", new ReceiverSettings.Partner(List.of(), List.of(network)))));
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.addAll(List.of(InetAddress.getAllByName(literal)));
    }
    return addresses.toArray(InetAddress[]::new);
  }

  private static URI named(String host, RawServer receiver) {
    return URI.create("http://" + host + ":" + receiver.address("").getPort() + "/");
  }

  private static URI named(String host) {
    return URI.create("http://" + host + ":8080/");
  }

  private void assertErrorOf(CallbackError error, RawServer.Script script) {
    try (RawServer receiver = new RawServer(script)) {
      assertError(error, receiver.address("/"));
      assertThat(receiver.requests()).hasSize(1);
      assertFault();
    }
  }

  private CallbackAttempt assertError(CallbackError error, URI address) {
    ApplicationFailure failure = stage.failure(Notices.to(address));
    CallbackAttempt attempt = CallbackStage.proofOf(failure);
    assertThat(attempt.error()).as(failure.getOriginalMessage()).isEqualTo(error);
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(attempt.status()).isNull();
    return attempt;
  }

  private void assertForbidden(URI address) {
    ApplicationFailure failure = stage.failure(Notices.to(address));
    assertThat(CallbackStage.errorOf(failure)).isEqualTo(CallbackError.FORBIDDEN_ADDRESS);
    assertThat(failure.getType()).isEqualTo("UNDELIVERABLE");
    assertThat(failure.getOriginalMessage()).doesNotContain("partner.example");
  }

  /** It speaks against the host. */
  private void assertFault() {
    assertThat(stage.suspensions.heard).last().asString().startsWith("failed ");
  }
}
