package dev.turnup.worker;

import dev.turnup.workflows.callback.CallbackSender;
import dev.turnup.workflows.delivery.CallbackRedeliveriesWorkflow;
import dev.turnup.workflows.delivery.CallbackRedeliveryWorkflow;
import dev.turnup.workflows.delivery.CallbackTestWorkflow;
import dev.turnup.workflows.delivery.ReceiverWorkflow;
import dev.turnup.workflows.esim.EsimInstallationWorkflow;
import dev.turnup.workflows.fulfilment.CreateServiceWorkflow;
import dev.turnup.workflows.fulfilment.UpdateServiceDeviceWorkflow;
import dev.turnup.workflows.operation.PlainRefusals;
import dev.turnup.workflows.operation.TaskQueues;
import dev.turnup.workflows.provisioning.ProvisioningSystems;
import dev.turnup.workflows.redelivery.CallbackLedger;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the workers. Spring's Temporal starter would end the process if the server is not there yet,
 * and would cut off activities under way when the process is told to stop: this waits with growing
 * pauses, and drains.
 */
final class TemporalWorkers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TemporalWorkers.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /**
   * A loaded machine may not give a workflow thread a turn for longer than the SDK's one second.
   */
  private static final Duration DEADLOCK_DETECTION = Duration.ofSeconds(5);

  private final WorkflowClient temporal;
  private final ProvisioningSystems systems;
  private final CallbackSender callbacks;
  private final CallbackLedger ledger;
  private final WorkerSettings settings;
  private final NamespaceCheck namespace;

  private volatile @Nullable Thread starter;
  private @Nullable WorkerFactory factory;
  private volatile String state = "not started";
  private volatile boolean polling;

  TemporalWorkers(
      WorkflowClient temporal,
      ProvisioningSystems systems,
      CallbackSender callbacks,
      CallbackLedger ledger,
      WorkerSettings settings) {
    this.temporal = temporal;
    this.systems = systems;
    this.callbacks = callbacks;
    this.ledger = ledger;
    this.settings = settings;
    namespace = new NamespaceCheck(temporal);
  }

  /** What keeps the workers from their work, in words; empty if nothing does. */
  Optional<String> trouble() {
    return polling ? namespace.silence() : Optional.of(state);
  }

  @Override
  public synchronized void start() {
    starter = Thread.ofPlatform().name("temporal-workers").start(this::startWhenReady);
  }

  private void startWhenReady() {
    Duration pause = FIRST_PAUSE;
    try {
      for (Optional<String> obstacle = begin(); obstacle.isPresent(); obstacle = begin()) {
        state = "waiting: " + obstacle.get();
        log.warn("{}; looking again in {} ms", obstacle.get(), pause.toMillis());
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      // The process ends before Temporal was there.
      Thread.currentThread().interrupt();
    }
  }

  /** Starts to poll; tells what is in the way of that, if anything is. */
  private Optional<String> begin() {
    try {
      Optional<String> obstacle = namespace.obstacle();
      if (obstacle.isEmpty()) {
        startPolling();
      }
      return obstacle;
    } catch (RuntimeException e) {
      return Optional.of("the workers could not be started: " + e);
    }
  }

  private synchronized void startPolling() {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    WorkerFactory workers = WorkerFactory.newInstance(temporal, factoryOptions());
    Worker provisioning = workers.newWorker(TaskQueues.PROVISIONING, workerOptions());
    provisioning.registerWorkflowImplementationTypes(
        CreateServiceWorkflow.class,
        UpdateServiceDeviceWorkflow.class,
        EsimInstallationWorkflow.class);
    // The callback as well: its first attempt is a local activity of the workflow's own worker.
    provisioning.registerActivitiesImplementations(systems, callbacks);
    Worker telling = workers.newWorker(TaskQueues.CALLBACKS, workerOptions());
    telling.registerWorkflowImplementationTypes(
        CallbackRedeliveryWorkflow.class,
        CallbackRedeliveriesWorkflow.class,
        CallbackTestWorkflow.class,
        ReceiverWorkflow.class);
    telling.registerActivitiesImplementations(callbacks, ledger);
    try {
      workers.start();
    } catch (RuntimeException e) {
      // The server was there a moment ago.
      workers.shutdownNow();
      throw e;
    }
    factory = workers;
    polling = true;
    state = "polling";
    log.info(
        "Polling task queues {} and {} of namespace {}",
        TaskQueues.PROVISIONING,
        TaskQueues.CALLBACKS,
        temporal.getOptions().getNamespace());
  }

  private static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(true)
        .setWorkerInterceptors(new PlainRefusals())
        .build();
  }

  private WorkerOptions workerOptions() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskPollers(settings.workflowTaskPollers())
        .setMaxConcurrentActivityTaskPollers(settings.activityPollers())
        .setMaxConcurrentWorkflowTaskExecutionSize(settings.concurrentWorkflowTasks())
        .setMaxConcurrentActivityExecutionSize(settings.concurrentActivities())
        .setMaxConcurrentLocalActivityExecutionSize(settings.concurrentActivities())
        .setUsingVirtualThreads(true)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_DETECTION.toMillis())
        .build();
  }

  @Override
  public void stop() {
    Thread starting = starter;
    if (starting != null) {
      starting.interrupt();
    }
    WorkerFactory workers = stopPolling();
    if (workers == null) {
      return;
    }
    workers.awaitTermination(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
    if (workers.isTerminated()) {
      log.info("Drained: nothing was left under way");
    } else {
      log.warn(
          "Not everything ended within {} s; Temporal gives it to another worker when its time-out"
              + " passes",
          settings.drain().toSeconds());
    }
  }

  private synchronized @Nullable WorkerFactory stopPolling() {
    starter = null;
    polling = false;
    state = "draining";
    WorkerFactory workers = factory;
    if (workers != null) {
      log.info("Draining: no new work, waiting for what is under way");
      workers.shutdown();
      factory = null;
    }
    return workers;
  }

  @Override
  public synchronized boolean isRunning() {
    return starter != null;
  }

  /** The first to stop, while all that activities need is still there. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
