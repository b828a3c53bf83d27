package dev.turnup.api;

import dev.turnup.workflows.callback.CallbackState;
import dev.turnup.workflows.delivery.CallbackRedeliveriesWorkflow;
import dev.turnup.workflows.delivery.CallbackRedeliveryWorkflow;
import dev.turnup.workflows.delivery.CallbackTestWorkflow;
import dev.turnup.workflows.operation.BeingSent;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.CreateService;
import dev.turnup.workflows.operation.CreateServiceOrder;
import dev.turnup.workflows.operation.GivingUp;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.OperationAttributes;
import dev.turnup.workflows.operation.OperationMemo;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.OutcomeCode;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.SystemNews;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.operation.UpdateServiceDevice;
import dev.turnup.workflows.operation.UpdateServiceDeviceOrder;
import dev.turnup.workflows.operation.WaitingFor;
import dev.turnup.workflows.redelivery.CallbackRedelivery;
import dev.turnup.workflows.redelivery.RedeliveryOrder;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker in place of the real one. It takes operations up and is at work on them until they are
 * cancelled, but for those whose request it made itself. For tests that import it; the others see
 * operations that nobody works on.
 */
public final class Engine implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final WorkflowClient temporal;
  private final WorkerFactory workers;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<String> undelivered = new CopyOnWriteArrayList<>();

  /** What comes of an operation, in words that workflow code understands. */
  private interface Script {
    Outcome play(Running operation);
  }

  Engine(WorkflowClient temporal) {
    this.temporal = temporal;
    workers = WorkerFactory.newInstance(temporal);
    // A cold JVM on a busy machine takes longer than a second over the first task.
    WorkerOptions patient =
        WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(10).toMillis())
            .build();
    Worker worker = workers.newWorker(TaskQueues.PROVISIONING, patient);
    worker.registerWorkflowImplementationFactory(CreateService.class, () -> new Creation(scripts));
    worker.registerWorkflowImplementationFactory(UpdateServiceDevice.class, Update::new);
    Worker telling = workers.newWorker(TaskQueues.CALLBACKS, patient);
    telling.registerWorkflowImplementationTypes(
        CallbackRedeliveryWorkflow.class,
        CallbackRedeliveriesWorkflow.class,
        CallbackTestWorkflow.class);
    telling.registerActivitiesImplementations(new Receivers(), new Ledger(temporal, undelivered));
    workers.start();
  }

  /** A request whose operation ends like this, written where the real worker writes it. */
  public Body toEndWith(Outcome outcome, CallbackState callback) {
    return toGo(operation -> end(outcome, callback));
  }

  /** A request whose operation waits for this until it is cancelled. */
  public Body toWaitFor(WaitingFor what) {
    return toGo(
        operation -> {
          Workflow.upsertTypedSearchAttributes(
              OperationAttributes.WAITING_FOR.valueSet(what.name()));
          return operation.untilCancelled();
        });
  }

  /** A request whose operation can be cancelled no more, and goes on. */
  public Body toBePastReturn() {
    return toGo(
        operation -> {
          operation.tooLate = true;
          Workflow.upsertMemo(Map.of(OperationMemo.TOO_LATE_TO_CANCEL, true));
          return operation.forEver();
        });
  }

  /** A request whose operation can be cancelled no more, which only the worker knows. */
  public Body toBeTooLateToCancel() {
    return toGo(
        operation -> {
          operation.tooLate = true;
          return operation.forEver();
        });
  }

  /** A request whose operation is never done with undoing once it is cancelled. */
  public Body toBeSlowToUndo() {
    return toGo(Running::forEver);
  }

  /** A request whose outcome waits for its next attempt until somebody has it sent at once. */
  public Body toWaitForItsReceiver() {
    return toGo(Running::untilSentAtOnce);
  }

  /** A request whose outcome is being sent, for as long as it takes. */
  public Body toBeSentRightNow() {
    return toGo(
        operation -> {
          operation.beingSent = true;
          return operation.untilSentAtOnce();
        });
  }

  /** A request whose outcome is taken only now. */
  public Body toBeTakenJustNow() {
    return toGo(
        operation -> {
          Outcome outcome = Outcome.success(OutcomeCode.SERVICE_CREATED, "tv-1");
          end(outcome, CallbackState.DELIVERED);
          Workflow.upsertMemo(
              Map.of(
                  OperationMemo.CALLBACK,
                  Receivers.reportOf(
                      Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                      Workflow.getInfo().getWorkflowId(),
                      outcome)));
          return outcome;
        });
  }

  /** Has a search find this operation as one whose outcome did not get through. */
  public void findUndelivered(String id) {
    undelivered.add(id);
  }

  /** Ends the run of this operation from outside, as an operator can. */
  public void terminate(String id) {
    temporal.newUntypedWorkflowStub(id).terminate("by a test");
  }

  /** Has this operation's outcome told once more at another address, as an operator can. */
  public void redeliver(String id, String address) {
    CallbackRedelivery redelivery =
        temporal.newWorkflowStub(
            CallbackRedelivery.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(CallbackRedelivery.workflowId(id))
                .setTaskQueue(TaskQueues.CALLBACKS)
                .build());
    WorkflowClient.start(
        redelivery::redeliver, RedeliveryOrder.of(id, "ana", "they moved", address));
  }

  private Body toGo(Script script) {
    String serviceId = UUID.randomUUID().toString();
    scripts.put(serviceId, script);
    return Body.createService().with("service_id", serviceId);
  }

  /** Waits for the end of this operation. */
  public void await(String id) {
    try {
      temporal
          .newUntypedWorkflowStub(id)
          .getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, Outcome.class);
    } catch (WorkflowFailedException e) {
      // An end like others.
    } catch (TimeoutException e) {
      throw new AssertionError("not ended in time: " + id, e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Outcome end(Outcome outcome, CallbackState callback) {
    Workflow.upsertTypedSearchAttributes(
        OperationAttributes.OUTCOME.valueSet(outcome.code().name()),
        OperationAttributes.CALLBACK_STATE.valueSet(callback.name()));
    Workflow.upsertMemo(
        Map.of(
            OperationMemo.OUTCOME,
            outcome,
            OperationMemo.CALLBACK,
            Receivers.report(Workflow.getInfo().getWorkflowId(), outcome, callback)));
    return switch (outcome.code().ending()) {
      case COMPLETED -> outcome;
      case CANCELLED -> throw new CanceledFailure(outcome.inWords());
      case FAILED ->
          throw ApplicationFailure.newNonRetryableFailure(outcome.inWords(), outcome.code().name());
    };
  }

  private static final class Creation extends Running implements CreateService {

    private final Map<String, Script> scripts;

    Creation(Map<String, Script> scripts) {
      this.scripts = scripts;
    }

    @Override
    public Outcome create(CreateServiceOrder order) {
      String serviceId = order.serviceId() == null ? "" : order.serviceId();
      return scripts.getOrDefault(serviceId, Running::untilCancelled).play(this);
    }
  }

  private static final class Update extends Running implements UpdateServiceDevice {

    @Override
    public Outcome update(UpdateServiceDeviceOrder order) {
      return untilCancelled();
    }
  }

  /** Hears of cancellations, and of nothing else that operators and systems may say. */
  private abstract static class Running implements RunningOperation {

    private boolean tooLate;
    private boolean cancelled;
    private boolean sentAtOnce;
    private boolean beingSent;

    @Override
    public void profileDownloaded() {}

    @Override
    public void installationEnded(InstallationEnded end) {}

    @Override
    public String sendCallbackNow(CallbackSending sending) {
      sentAtOnce = true;
      return "It is sent at once";
    }

    @Override
    public void maySendCallbackNow(CallbackSending sending) {
      if (beingSent) {
        throw new BeingSent();
      }
    }

    @Override
    public String markCallbackDelivered(OperatorAct act) {
      throw notHere();
    }

    @Override
    public void mayMarkCallbackDelivered(OperatorAct act) {}

    @Override
    public void receiverIsBack() {}

    Outcome untilSentAtOnce() {
      Outcome outcome = Outcome.success(OutcomeCode.SERVICE_CREATED, "tv-1");
      end(outcome, CallbackState.PENDING);
      Workflow.await(() -> sentAtOnce);
      return end(outcome, CallbackState.DELIVERED);
    }

    Outcome untilCancelled() {
      Workflow.await(() -> cancelled);
      return end(
          new Outcome(OutcomeCode.CANCELLED, "", null, null, List.of(), List.of()),
          CallbackState.DELIVERED);
    }

    /** Whoever cancels the run as well, as the api does once a cancellation is accepted. */
    Outcome forEver() {
      Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> false)).run();
      throw new AssertionError("unreachable");
    }

    @Override
    public String cancel(OperatorAct act) {
      cancelled = true;
      return "It is being undone";
    }

    @Override
    public void mayCancel(OperatorAct act) {
      if (tooLate) {
        throw new IllegalStateException("too late");
      }
    }

    @Override
    public void systemNews(SystemNews news) {}

    @Override
    public String retryStep(OperatorAct act) {
      throw notHere();
    }

    @Override
    public void mayRetryStep(OperatorAct act) {
      throw notHere();
    }

    @Override
    public String skipStep(StepSkip skip) {
      throw notHere();
    }

    @Override
    public void maySkipStep(StepSkip skip) {
      throw notHere();
    }

    @Override
    public String changeOrder(OrderChange change) {
      throw notHere();
    }

    @Override
    public void mayChangeOrder(OrderChange change) {
      throw notHere();
    }

    @Override
    public String giveUp(GivingUp givingUp) {
      throw notHere();
    }

    @Override
    public void mayGiveUp(GivingUp givingUp) {
      throw notHere();
    }

    private static IllegalStateException notHere() {
      return new IllegalStateException("operators act on the real worker only");
    }
  }
}
