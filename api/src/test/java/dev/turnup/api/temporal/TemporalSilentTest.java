package dev.turnup.api.temporal;

import dev.turnup.api.Answer;
import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import dev.turnup.api.Token;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/** A Temporal that lets us connect and never says a word, as one that hangs. */
@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class, TemporalSilentTest.PatientSdk.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "turnup.operation.temporal-timeout=500ms")
@ContextConfiguration(initializers = Token.Accepted.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
class TemporalSilentTest extends TemporalUnreachable {

  private static final int AT_ONCE = 20;

  /** Whoever connects waits in its backlog. */
  private static final ServerSocket SILENT = silent();

  /**
   * The SDK has time-outs of its own, shorter than what a caller here waits; they are not meant.
   */
  static class PatientSdk {

    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> neverGivesUp() {
      return options ->
          options
              .setRpcTimeout(Duration.ofHours(1))
              .setRpcLongPollTimeout(Duration.ofHours(1))
              .setSystemInfoTimeout(Duration.ofHours(1));
    }
  }

  TemporalSilentTest(Desk desk) {
    super(desk);
  }

  private static ServerSocket silent() {
    try {
      return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DynamicPropertySource
  static void aPortOnWhichNobodySpeaks(DynamicPropertyRegistry properties) {
    properties.add("spring.temporal.connection.target", () -> "127.0.0.1:" + SILENT.getLocalPort());
  }

  @AfterAll
  static void close() throws IOException {
    SILENT.close();
  }

  @Test
  void keepsNobodyWaitingForTheOthers() throws ExecutionException, InterruptedException {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          IntStream.range(0, AT_ONCE)
              .mapToObj(each -> callers.submit(() -> desk.post("/v3/tv/").send()))
              .toList();
      for (Future<Answer> answer : answers) {
        answer.get().isUnavailable();
      }
    }
  }
}
