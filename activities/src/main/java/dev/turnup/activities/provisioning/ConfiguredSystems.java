package dev.turnup.activities.provisioning;

import dev.turnup.activities.es2plus.Es2PlusSystem;
import dev.turnup.activities.http.AttemptDeadline;
import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.httpjson.HttpJsonSystem;
import dev.turnup.activities.system.AmbiguousRefusal;
import dev.turnup.activities.system.HttpSystemConnection;
import dev.turnup.activities.system.ProvisioningSystem;
import dev.turnup.activities.system.SystemConnection;
import dev.turnup.activities.system.SystemFailures;
import dev.turnup.activities.system.SystemSettings;
import dev.turnup.activities.tmf640.Tmf640System;
import dev.turnup.workflows.failure.FailureKind;
import dev.turnup.workflows.provisioning.LostAnswer;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * Hands each request to the system that it names, and looks before it leaps: where nobody knows
 * whether a deed has happened, the system that knows is asked first.
 */
final class ConfiguredSystems implements ProvisioningSystems, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredSystems.class);

  /** As for those that partners send; it goes into every callback, and those are small. */
  private static final int LONGEST_SERVICE_ID = 255;

  private static final String SERVICE_ID = "service_id";

  private final Map<String, ProvisioningSystem> systems;
  private final List<? extends Closeable> connections;
  private final Clock clock;

  ConfiguredSystems(
      Map<String, ProvisioningSystem> systems, List<? extends Closeable> connections, Clock clock) {
    this.systems = Map.copyOf(systems);
    this.connections = List.copyOf(connections);
    this.clock = clock;
  }

  /** Those of the settings, with connections of their own. */
  static ConfiguredSystems of(
      ProvisioningSettings settings,
      SslBundles bundles,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    Map<String, ProvisioningSystem> systems = new HashMap<>();
    List<HttpSystemConnection> connections = new ArrayList<>();
    settings
        .systems()
        .forEach(
            (name, system) -> {
              HttpSystemConnection connection =
                  new HttpSystemConnection(name, system, bundles, meters, clock, spans);
              connections.add(connection);
              systems.put(name, spokenTo(system, connection, clock));
            });
    return new ConfiguredSystems(systems, connections, clock);
  }

  private static ProvisioningSystem spokenTo(
      SystemSettings settings, SystemConnection connection, Clock clock) {
    return switch (settings.protocol()) {
      case HTTP_JSON -> new HttpJsonSystem(connection, settings.asHttpJson(), clock);
      case TMF640 -> new Tmf640System(connection, settings.asTmf640(), clock);
      case ES2PLUS -> new Es2PlusSystem(connection, settings.asEs2Plus(), clock);
    };
  }

  @Override
  public StepResult performStep(StepRequest request) {
    return inOneAttempt(() -> withUsableId(request, perform(request)));
  }

  @Override
  public StepResult undoStep(StepRequest request) {
    return inOneAttempt(() -> undo(request));
  }

  @Override
  public StepResult followStep(StepRequest request) {
    return inOneAttempt(() -> withUsableId(request, follow(request)));
  }

  /**
   * An answer that cannot be used tells no more than one that cannot be read. Of an operation that
   * has its id already that in the answer is not used.
   */
  private static StepResult withUsableId(StepRequest request, StepResult result) {
    String id = result.serviceId();
    boolean isKnown = request.order().containsKey(SERVICE_ID);
    if (!isKnown && id != null && id.length() > LONGEST_SERVICE_ID) {
      throw SystemFailures.uncertain(
          request,
          "answered with a service_id of %d characters (expected: at most %d)"
              .formatted(id.length(), LONGEST_SERVICE_ID));
    }
    return result;
  }

  private StepResult perform(StepRequest request) {
    ProvisioningSystem system = system(request.system());
    if (request.readsBack()) {
      Optional<StepResult> found = lookForDeed(request);
      if (found.isPresent()) {
        return found.get();
      }
      requireThatNobodyIsAtIt(request);
    }
    try {
      return system.perform(request);
    } catch (AmbiguousRefusal refusal) {
      return judge(refusal, request);
    } catch (ApplicationFailure failure) {
      throw request.readsBack() ? letSettle(failure) : failure;
    }
  }

  private static void requireThatNobodyIsAtIt(StepRequest request) {
    Instant until = request.unseenUntil();
    // By the clock of the server, as that is: ours may be another.
    Instant now =
        Instant.ofEpochMilli(Activity.getExecutionContext().getInfo().getStartedTimestamp());
    if (until != null && now.isBefore(until)) {
      throw FailureKind.UNCERTAIN.toFailure(
          "%s/%s may be under way already, and is looked for once more before it is done"
              .formatted(request.system(), request.action()),
          Duration.between(now, until));
    }
  }

  /** A system that was slow to answer may still be at it: what it does cannot be seen yet. */
  private static ApplicationFailure letSettle(ApplicationFailure failure) {
    if (!FailureKind.UNCERTAIN.name().equals(failure.getType())) {
      return failure;
    }
    Duration asked = failure.getNextRetryDelay();
    boolean longEnough = asked != null && asked.compareTo(LostAnswer.SETTLING) >= 0;
    return longEnough
        ? failure
        : FailureKind.UNCERTAIN.toFailure(failure.getOriginalMessage(), LostAnswer.SETTLING);
  }

  private StepResult undo(StepRequest request) {
    ProvisioningSystem system = system(request.system());
    if (!request.readsBack() || ReadingBack.knowsNoMore(request)) {
      return undo(system, request);
    }
    Optional<StepResult> found = look(request);
    if (found.isEmpty() && request.reference() == null) {
      return StepResult.done(Map.of());
    }
    // What the system has taken may only not be seen yet: it knows itself what there is to undo.
    return undo(system, found.map(seen -> ReadingBack.undoKnowing(request, seen)).orElse(request));
  }

  private static StepResult undo(ProvisioningSystem system, StepRequest request) {
    try {
      return system.undo(request);
    } catch (AmbiguousRefusal refusal) {
      throw rejected(refusal);
    }
  }

  private StepResult follow(StepRequest request) {
    if (request.undoes() == null && request.readBack() != null) {
      // The plan says how to see that it is done; the protocol might do it a second time.
      return lookHowFar(request)
          .filter(found -> found.pending() == null)
          .orElseThrow(() -> SystemFailures.stillAtWork(request));
    }
    try {
      return system(request.system()).follow(request);
    } catch (AmbiguousRefusal refusal) {
      if (request.undoes() != null) {
        throw rejected(refusal);
      }
      return judge(refusal, request);
    }
  }

  /** Was it refused because it is done already? */
  private StepResult judge(AmbiguousRefusal refusal, StepRequest request) {
    if (!request.readsBack()) {
      String words = refusal.getMessage() + ", perhaps as it is done already: find out which";
      log.warn("{} (operation {})", words, request.correlationId());
      throw FailureKind.NEEDS_OPERATOR.toFailure(words);
    }
    return lookForDeed(request).orElseThrow(() -> rejected(refusal));
  }

  private static ApplicationFailure rejected(AmbiguousRefusal refusal) {
    return FailureKind.REJECTED.toFailure(String.valueOf(refusal.getMessage()));
  }

  /**
   * Whether the deed happened in an earlier attempt. If that cannot be found out now, it stays
   * uncertain: that looking was not possible does not mean that nothing has happened.
   */
  private Optional<StepResult> lookForDeed(StepRequest request) {
    try {
      return look(request);
    } catch (ApplicationFailure failure) {
      if (FailureKind.UNAVAILABLE.name().equals(failure.getType())) {
        throw FailureKind.UNCERTAIN.toFailure(
            failure.getOriginalMessage(), failure.getNextRetryDelay());
      }
      throw failure;
    }
  }

  /** That looking was not possible does not mean that the work is over. */
  private Optional<StepResult> lookHowFar(StepRequest request) {
    try {
      return look(request);
    } catch (ApplicationFailure failure) {
      throw SystemFailures.ofAQuestion(failure);
    }
  }

  private Optional<StepResult> look(StepRequest request) {
    StepRequest question = request.question();
    try {
      return system(question.system()).readBack(question);
    } catch (ApplicationFailure failure) {
      if (FailureKind.REJECTED.name().equals(failure.getType())) {
        // Looking was refused, not the deed.
        throw FailureKind.NEEDS_OPERATOR.toFailure(
            failure.getOriginalMessage() + ", when asked whether it is done");
      }
      throw failure;
    }
  }

  private StepResult inOneAttempt(Supplier<StepResult> calls) {
    return AttemptDeadline.shared(clock, calls);
  }

  private ProvisioningSystem system(String name) {
    ProvisioningSystem system = systems.get(name);
    if (system == null) {
      // Neither the customer's fault nor one that passes: stays visible until somebody configures
      // it.
      throw new IllegalStateException(
          "no back end is configured for system '%s' (set turnup.provisioning.systems.%s.base-url)"
              .formatted(name, name));
    }
    return system;
  }

  @Override
  public void close() throws IOException {
    for (Closeable connection : connections) {
      connection.close();
    }
  }
}
