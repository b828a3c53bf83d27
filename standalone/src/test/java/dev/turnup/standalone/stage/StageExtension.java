package dev.turnup.standalone.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Two stages for the whole suite: one with a worker that nobody ends, and one for the tests that
 * end processes. Shows what the processes printed during a test that failed.
 */
final class StageExtension implements ParameterResolver, BeforeEachCallback, TestWatcher {

  private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);
  private static final int LINES_SHOWN = 80;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean perilous = isPerilous(context);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(perilous, key -> Venue.open(key), Venue.class)
        .stage();
  }

  /** A stage, or why there is none: what cannot be set up is not set up again for each test. */
  private record Venue(@Nullable Stage ready, @Nullable Throwable failure)
      implements AutoCloseable {

    static Venue open(boolean perilous) {
      Stage stage = new Stage();
      try {
        if (!perilous) {
          warmUp(stage);
        }
        return new Venue(stage, null);
      } catch (RuntimeException | AssertionError failure) {
        stage.close();
        return new Venue(null, failure);
      }
    }

    Stage stage() {
      if (ready == null) {
        throw new IllegalStateException("the stage could not be set up", failure);
      }
      return ready;
    }

    @Override
    public void close() {
      if (ready != null) {
        ready.close();
      }
    }
  }

  /**
   * The first of all are slow, while the worker loads its classes, and slower than a workflow task
   * may be when all tests begin at once; no test is about that.
   */
  private static void warmUp(Stage stage) {
    AppProcess worker = stage.worker();
    Partner partner = stage.partner();
    worker.awaitReady();
    partner.creates(Offer.MOBILE.service()).awaitCallback();
    Stream.of(Offer.values())
        .map(offer -> partner.creates(offer.service()))
        .toList()
        .forEach(Operation::awaitCallback);
  }

  private static boolean isPerilous(ExtensionContext context) {
    return context.getRequiredTestClass().getAnnotation(OnRealServer.class).perilous();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Instant.class, Instant.now());
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    Instant begin =
        Optional.ofNullable(context.getStore(NAMESPACE).get(Instant.class, Instant.class))
            .orElse(Instant.MIN);
    try (Stream<Path> logs = Files.list(Path.of(System.getProperty("turnup.process.logs", "")))) {
      for (Path log : logs.sorted().toList()) {
        if (Files.getLastModifiedTime(log).toInstant().isAfter(begin)) {
          show(log);
        }
      }
    } catch (IOException e) {
      System.out.println("The logs cannot be shown: " + e);
    }
  }

  private static void show(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    System.out.println("===== " + log + " (the end of " + lines.size() + " lines)");
    lines
        .subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())
        .forEach(System.out::println);
  }
}
