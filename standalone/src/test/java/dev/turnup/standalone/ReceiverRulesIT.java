package dev.turnup.standalone;

import static dev.turnup.standalone.stage.MisbehavingReceiver.answers;
import static dev.turnup.standalone.stage.MisbehavingReceiver.answersTwice;
import static dev.turnup.standalone.stage.MisbehavingReceiver.hangs;
import static dev.turnup.standalone.stage.MisbehavingReceiver.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.turnup.standalone.stage.Http.Answer;
import dev.turnup.standalone.stage.MisbehavingReceiver;
import dev.turnup.standalone.stage.MisbehavingReceiver.Behaviour;
import dev.turnup.standalone.stage.MisbehavingReceiver.Request;
import dev.turnup.standalone.stage.OnRealServer;
import dev.turnup.standalone.stage.Operation;
import dev.turnup.standalone.stage.Partner;
import dev.turnup.standalone.stage.Ports;
import dev.turnup.standalone.stage.SelfSigned;
import dev.turnup.standalone.stage.Stage;
import dev.turnup.workflows.callback.CallbackError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A worker as operators run it, with rules for receivers that tell partners apart, a landmark on
 * our way out, and for each partner what was agreed upon with him. One worker for all of it.
 */
@OnRealServer(perilous = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiverRulesIT {

  private static final String ON_A_PRIVATE_LINE = "partner-on-a-private-line";
  private static final String WITH_HOSTS_AGREED_UPON = "partner-with-hosts-agreed-upon";
  private static final String WITH_ONE_CALL_AT_ONCE = "partner-with-one-call-at-once";
  private static final String WITH_TOKENS = "partner-with-tokens";
  private static final String WITH_TOKENS_WITHDRAWN = "partner-with-tokens-withdrawn";
  private static final String WITH_A_FILE_OF_SECRETS = "partner-with-a-file-of-secrets";
  private static final String WITH_A_TOKEN = "partner-with-a-token";
  private static final String WITH_A_PRIVATE_KEY = "partner-with-a-private-key";
  private static final String WITH_CERTIFICATES = "partner-with-certificates";
  private static final String WITH_ONE_CALL_A_SECOND = "partner-with-one-call-a-second";
  private static final String IN_PUBLIC = "partner-in-public";

  private static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW_SECRET = "whsec_bm90LXRoZS1zZWNyZXQtb2YtdGhpcy1wYXJ0bmVy";

  private static final String TOKEN = "not-a-secret-either";

  private final Stage stage;
  private final int receiverPort = Ports.free();
  private final int landmarkPort = Ports.free();
  private final int tokenPort = Ports.free();
  private final KeyPair signing = signingKeys();
  private final SelfSigned ours = SelfSigned.named("dns:turnup.operator.example");
  private final SelfSigned theirs = SelfSigned.forThisMachine();
  private final SelfSigned anothers = SelfSigned.named("dns:another.partner.example");

  @TempDir private static Path folder;

  ReceiverRulesIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void strictWorker() throws IOException {
    replaceSecrets(OLD_SECRET);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("turnup.receivers.allow-private", "false");
    settings.put("turnup.receivers.ports", String.valueOf(receiverPort));
    for (String name :
        List.of(
            ON_A_PRIVATE_LINE,
            WITH_HOSTS_AGREED_UPON,
            WITH_ONE_CALL_AT_ONCE,
            WITH_TOKENS,
            WITH_TOKENS_WITHDRAWN,
            WITH_A_FILE_OF_SECRETS,
            WITH_A_TOKEN,
            WITH_A_PRIVATE_KEY,
            WITH_CERTIFICATES,
            WITH_ONE_CALL_A_SECOND)) {
      settings.put("turnup.receivers.partners." + name + ".networks", "127.0.0.0/8");
    }
    // Another than the api knows of (stage.yml).
    settings.put(
        "turnup.receivers.partners." + WITH_HOSTS_AGREED_UPON + ".hosts",
        "callbacks.partner.example");
    settings.put("turnup.callback.egress-check", "localhost:" + landmarkPort);
    String partners = "turnup.callback.partners.";
    settings.put(partners + WITH_ONE_CALL_AT_ONCE + ".max-concurrent", "1");
    settings.put(partners + WITH_ONE_CALL_AT_ONCE + ".unsigned", "true");
    for (String name : List.of(WITH_TOKENS, WITH_TOKENS_WITHDRAWN)) {
      String tokens = partners + name + ".oauth2.";
      settings.put(tokens + "token-uri", "http://127.0.0.1:" + tokenPort + "/token");
      settings.put(tokens + "client-id", "turnup");
      settings.put(tokens + "client-secret", "not-a-secret");
      settings.put(partners + name + ".unsigned", "true");
    }
    settings.put(partners + WITH_A_FILE_OF_SECRETS + ".signing-file", secrets().toString());
    settings.put(partners + WITH_A_TOKEN + ".bearer", TOKEN);
    settings.put(partners + WITH_A_TOKEN + ".unsigned", "true");
    settings.put(partners + WITH_A_PRIVATE_KEY + ".signing-secrets", OLD_SECRET);
    settings.put(partners + WITH_A_PRIVATE_KEY + ".signing-key", "whsk_" + seed(signing));
    settings.put(partners + WITH_CERTIFICATES + ".ssl-bundle", "partner");
    settings.put(partners + WITH_CERTIFICATES + ".unsigned", "true");
    settings.put(partners + WITH_ONE_CALL_A_SECOND + ".per-second", "1");
    settings.put(partners + WITH_ONE_CALL_A_SECOND + ".unsigned", "true");
    putStore(settings, "keystore", ours.writtenTo(folder.resolve("ours.p12")));
    putStore(
        settings,
        "truststore",
        SelfSigned.certificatesWrittenTo(folder.resolve("trusted.p12"), theirs, anothers));
    stage.workerWith(settings).awaitReady();
  }

  private static void putStore(Map<String, String> settings, String kind, Path file) {
    String store = "spring.ssl.bundle.jks.partner." + kind;
    settings.put(store + ".location", file.toUri().toString());
    settings.put(store + ".password", SelfSigned.PASSWORD);
    settings.put(store + ".type", "PKCS12");
  }

  private static KeyPair signingKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The private key, as it is written in settings; it is at the end of its encoding (RFC 8410). */
  private static String seed(KeyPair pair) {
    byte[] encoded = pair.getPrivate().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  @AfterAll
  void ordinaryWorker() {
    stage.endWorker();
  }

  @Test
  void anAddressThatIsNotPublicIsNeverCalledAndTheOutcomeStands() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204));
        MisbehavingReceiver landmark = landmark()) {
      isNeverCalledAndTheOutcomeStands(create(IN_PUBLIC, receiver), receiver);
      assertThat(landmark.connections()).as("looks at our way out").isZero();

      // What others may be called at, as was agreed upon.
      create(ON_A_PRIVATE_LINE, receiver).awaitCallbackState("DELIVERED");
    }
  }

  @Test
  void aHostThatWasNotAgreedUponIsRefusedAtTheDoor() {
    String url = "http://localhost:" + receiverPort + "/callback";
    Answer answer =
        stage
            .partnerNamed(WITH_HOSTS_AGREED_UPON)
            .withReceiver(url, url)
            .create(Partner.newId(), "rehearsal", "service-1");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("title").asString()).isEqualTo("CALLBACK URL NOT ALLOWED");
    assertThat(answer.json().path("errors").valueStream())
        .extracting(error -> error.path("message").asString())
        .hasSize(2)
        .containsOnly("must be at a host that was agreed upon with the operator");
  }

  @Test
  void aHostThatIsAgreedUponNoLongerIsNotCalledAndTheOutcomeStands() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
      isNeverCalledAndTheOutcomeStands(create(WITH_HOSTS_AGREED_UPON, receiver), receiver);
    }
  }

  private static void isNeverCalledAndTheOutcomeStands(
      Operation operation, MisbehavingReceiver receiver) {
    operation.awaitSuccess();
    assertThat(operation.status().path("outcome").path("code").asString())
        .isEqualTo("SERVICE_CREATED");
    assertThat(operation.status().path("callback").path("state").asString())
        .isEqualTo("UNDELIVERABLE");
    assertThat(Operation.errors(operation.attempts())).containsExactly("FORBIDDEN_ADDRESS");
    operation.awaitFound("CallbackError = 'FORBIDDEN_ADDRESS'");
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void thatNobodyListensIsOurFaultWhileOurWayOutIsBlockedAndTheReceiversAfterwards() {
    Operation operation = partner(ON_A_PRIVATE_LINE).creates("rehearsal", "service-1");
    operation.awaitFaultOfOurs(CallbackError.EGRESS);
    operation.awaitFound("CallbackError = 'EGRESS'");
    assertThat(operation.attempts()).as("but for faults of ours").isEmpty();

    try (MisbehavingReceiver landmark = landmark()) {
      operation.awaitTrouble(CallbackError.REFUSED);
      assertThat(landmark.connections()).as("looks at our way out").isPositive();
      try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
        partner(ON_A_PRIVATE_LINE).redelivers(operation);
        operation.awaitCallbackState("DELIVERED");
        assertThat(receiver.heads()).hasSize(1);
      }
    }
  }

  @Test
  void aReceiverThatHasAsManyCallsAsItMayGetIsNotCalledAndToldLater() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, hangs());
        MisbehavingReceiver landmark = landmark()) {
      Operation slow = create(WITH_ONE_CALL_AT_ONCE, receiver);
      // The second attempt, which takes fifteen seconds.
      slow.awaitHeads(receiver, 2);
      assertThat(landmark.connections()).as("looks at our way out").isPositive();
      receiver.mendsItsWays(answers(204));

      Operation waiting = create(WITH_ONE_CALL_AT_ONCE, receiver);

      waiting.awaitFaultOfOurs(CallbackError.BUSY);
      assertThat(receiver.heads()).as("only the call that is under way").hasSize(2);
      // Others do not wait.
      create(ON_A_PRIVATE_LINE, receiver).awaitCallbackState("DELIVERED");
      waiting.awaitCallbackState("DELIVERED");
      assertThat(Operation.errors(waiting.attempts())).containsExactly("DELIVERED");
      // Or it would call at this port again while another test listens there.
      stage.operator().marksCallbackDelivered(slow);
      slow.awaitCallbackState("MARKED_DELIVERED");
    }
  }

  @Test
  void aReceiverWhoseTokenEndpointRefusesUsIsNotCalledAndToldLater() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204));
        MisbehavingReceiver tokens = MisbehavingReceiver.on(tokenPort, answers(401))) {
      // There is no landmark: who looked for it would say that our way out is blocked.
      Operation operation = create(WITH_TOKENS, receiver);
      JsonNode attempt = operation.awaitTrouble(CallbackError.CREDENTIALS);
      assertThat(attempt.path("status").isMissingNode()).isTrue();
      assertThat(receiver.heads()).isEmpty();

      tokens.mendsItsWays(gives("good-one"));
      partner(WITH_TOKENS).redelivers(operation);
      operation.awaitCallbackState("DELIVERED");
      assertThat(receiver.requests())
          .extracting(request -> request.header("Authorization"))
          .containsExactly("Bearer good-one");
    }
  }

  @Test
  void aReceiverThatRefusesItsTokenIsShownOneOtherInTheSameAttempt() {
    try (MisbehavingReceiver receiver =
            MisbehavingReceiver.on(
                receiverPort,
                answers(401),
                answers(204),
                answers(401),
                answers(401),
                answers(204));
        MisbehavingReceiver tokens =
            MisbehavingReceiver.on(tokenPort, gives("one"), gives("two"), gives("three"))) {
      Operation withdrawn = create(WITH_TOKENS_WITHDRAWN, receiver);
      withdrawn.awaitCallbackState("DELIVERED");
      assertThat(Operation.errors(withdrawn.attempts())).containsExactly("DELIVERED");
      assertThat(tokens.requests()).hasSize(2);

      // No token will do, for one attempt.
      Operation stubborn = create(WITH_TOKENS_WITHDRAWN, receiver);
      stubborn.awaitCallbackState("DELIVERED");
      assertThat(Operation.errors(stubborn.attempts())).containsExactly("STATUS", "DELIVERED");
      assertThat(tokens.requests()).hasSize(3);
      assertThat(receiver.requests())
          .extracting(request -> request.header("Authorization"))
          .containsExactly(
              "Bearer one", "Bearer two", "Bearer two", "Bearer three", "Bearer three");
    }
  }

  private static Behaviour gives(String token) {
    return says(
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}".formatted(token));
  }

  @Test
  void aReceiverThatWantsATokenIsShownIt() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
      create(WITH_A_TOKEN, receiver).awaitCallbackState("DELIVERED");

      assertThat(latest(receiver).header("Authorization")).isEqualTo("Bearer " + TOKEN);
      // Nobody else's receiver sees it.
      create(ON_A_PRIVATE_LINE, receiver).awaitCallbackState("DELIVERED");
      assertThat(latest(receiver).header("Authorization")).isEmpty();
    }
  }

  @Test
  void aPrivateKeySignsBesideTheSecret() throws GeneralSecurityException {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
      create(WITH_A_PRIVATE_KEY, receiver).awaitCallbackState("DELIVERED");

      List<String> signatures = signatures(latest(receiver));
      assertThat(signatures).hasSize(2).startsWith(wanted(receiver, OLD_SECRET).getFirst());
      assertThat(isSignedByThePrivateKey(latest(receiver), signatures.getLast())).isTrue();
    }
  }

  private boolean isSignedByThePrivateKey(Request request, String signature)
      throws GeneralSecurityException {
    assertThat(signature).startsWith("v1a,");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(signing.getPublic());
    String signed =
        String.join(
            ".", request.header("webhook-id"), request.header("webhook-timestamp"), request.body());
    verifier.update(signed.getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
  }

  @Test
  void aReceiverThatDemandsOurCertificateIsShownIt() {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.overTls(receiverPort, theirs, List.of(ours), answers(204))) {
      create(WITH_CERTIFICATES, receiver).awaitCallbackState("DELIVERED");

      assertThat(receiver.heads()).isNotEmpty();
    }
  }

  @Test
  void aCertificateForAnotherNameIsSeenAlthoughItIsTrusted() {
    Operation operation;
    try (MisbehavingReceiver impostor =
        MisbehavingReceiver.overTls(receiverPort, anothers, List.of(), answers(204))) {
      operation = create(WITH_CERTIFICATES, impostor);
      operation.awaitTrouble(CallbackError.TLS);
      assertThat(impostor.heads()).isEmpty();
    }
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.overTls(receiverPort, theirs, List.of(), answers(204))) {
      partner(WITH_CERTIFICATES).redelivers(operation);
      operation.awaitCallbackState("DELIVERED");
      assertThat(receiver.heads()).isNotEmpty();
    }
  }

  @Test
  void aHandshakeThatNobodyAnswersIsSeenAndTheReceiverToldLater() {
    try (MisbehavingReceiver receiver =
            MisbehavingReceiver.overTls(receiverPort, theirs, List.of());
        MisbehavingReceiver landmark = landmark()) {
      Operation operation = create(WITH_CERTIFICATES, receiver);
      JsonNode attempt = operation.awaitTrouble(CallbackError.TIMEOUT);
      assertThat(attempt.path("status").isMissingNode()).isTrue();
      assertThat(attempt.path("address_class").asString()).isEqualTo("NOT_PUBLIC");
      assertThat(landmark.connections()).as("looks at our way out").isPositive();

      receiver.mendsItsWays(answers(204));
      partner(WITH_CERTIFICATES).redelivers(operation);
      operation.awaitCallbackState("DELIVERED");
      assertThat(receiver.heads()).hasSize(1);
    }
  }

  /** What TLS has not decrypted is noticed after a rest, such as that before the next attempt. */
  @Test
  void anAnswerThatNobodyAskedForIsNotTakenForTheNextOneOverTlsEither() {
    try (MisbehavingReceiver receiver =
        MisbehavingReceiver.overTls(
            receiverPort, theirs, List.of(), answersTwice(500, 200), answers(204))) {
      Operation operation = create(WITH_CERTIFICATES, receiver);
      operation.awaitCallbackState("DELIVERED");

      assertThat(operation.attempts())
          .extracting(attempt -> attempt.path("status").asInt())
          .containsExactly(500, 204);
      assertThat(receiver.heads()).hasSize(2);
    }
  }

  @Test
  void aReceiverThatMayGetOneCallASecondIsToldOfAllAndOfSomeLater() {
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
      // A busy machine may need a second for each of a few.
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> faultsWhileAFewAreTold(receiver).contains("BUSY"));
    }
  }

  /** Waits until all are delivered. */
  private List<String> faultsWhileAFewAreTold(MisbehavingReceiver receiver) {
    List<Operation> few =
        Stream.generate(() -> create(WITH_ONE_CALL_A_SECOND, receiver)).limit(5).toList();
    few.forEach(operation -> operation.awaitCallbackState("DELIVERED"));
    return few.stream().flatMap(operation -> operation.faultsOfOurs().stream()).toList();
  }

  @Test
  void aSecretIsReplacedWithoutARestartWhileBothSignForATime() throws Exception {
    long worker = stage.worker().handle().pid();
    try (MisbehavingReceiver receiver = MisbehavingReceiver.on(receiverPort, answers(204))) {
      assertThat(signatures(receiver)).isEqualTo(wanted(receiver, OLD_SECRET));

      replaceSecrets(OLD_SECRET, NEW_SECRET);
      awaitSignedBy(receiver, OLD_SECRET, NEW_SECRET);

      replaceSecrets(NEW_SECRET);
      awaitSignedBy(receiver, NEW_SECRET);
    }
    assertThat(stage.worker().handle().pid()).isEqualTo(worker);
  }

  /** Sends one callback after the other until one is signed like this. */
  private void awaitSignedBy(MisbehavingReceiver receiver, String... secrets) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> signatures(receiver).equals(wanted(receiver, secrets)));
  }

  /** Those of the callback of another operation. */
  private List<String> signatures(MisbehavingReceiver receiver) {
    create(WITH_A_FILE_OF_SECRETS, receiver).awaitCallbackState("DELIVERED");
    return signatures(latest(receiver));
  }

  private static List<String> signatures(Request request) {
    return List.of(request.header("webhook-signature").split(" ", -1));
  }

  /** Those of the latest callback, as the reference library makes them. */
  private static List<String> wanted(MisbehavingReceiver receiver, String... secrets) {
    Request request = latest(receiver);
    long timestamp = Long.parseLong(request.header("webhook-timestamp"));
    return Stream.of(secrets)
        .map(
            secret -> {
              try {
                return new Webhook(secret)
                    .sign(request.header("webhook-id"), timestamp, request.body());
              } catch (EmptyWebhookSecretException | WebhookSigningException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private static Request latest(MisbehavingReceiver receiver) {
    return receiver.requests().getLast();
  }

  /** As a whole, as mounted files are replaced. */
  private void replaceSecrets(String... secrets) throws IOException {
    Path beside = Files.write(folder.resolve("beside"), List.of(secrets));
    Files.move(beside, secrets(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path secrets() {
    return folder.resolve("callback.keys");
  }

  private MisbehavingReceiver landmark() {
    return MisbehavingReceiver.on(landmarkPort, hangs());
  }

  private Operation create(String partner, MisbehavingReceiver receiver) {
    return stage
        .partnerNamed(partner)
        .withReceiver(receiver.url(), receiver.url())
        .creates("rehearsal", "service-1");
  }

  private Partner partner(String name) {
    String url = "http://127.0.0.1:" + receiverPort + "/callback";
    return stage.partnerNamed(name).withReceiver(url, url);
  }
}
