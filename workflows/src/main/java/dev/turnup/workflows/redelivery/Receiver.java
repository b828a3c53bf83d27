package dev.turnup.workflows.redelivery;

import dev.turnup.workflows.operation.OperatorAct;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * A receiver in trouble. Exists from its first failed attempt that was not a run's first one until
 * it takes a callback again. If that takes too long it is suspended: nobody calls it but a probe
 * now and then, until one gets through or an operator says that it is well.
 */
@WorkflowInterface
public interface Receiver {

  /**
   * For how long a worker may take for true what it learnt of a receiver. Nobody is hurried sooner
   * after the receiver's return, or workers that still remember a suspension put it off again.
   */
  Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  /** Where the memo has the {@link ReceiverState}. */
  String STATE = "state";

  /** The name of the signal by which a failed attempt is told. */
  String FAILED = "Failed";

  /** The name of the signal by which it is told that a callback got through. */
  String DELIVERED = "Delivered";

  /** The name of the update by which a worker asks whether its callback may be the probe. */
  String PROBE = "Probe";

  /** The id of the run of this host. */
  static String workflowId(String host) {
    return "callback-receiver-" + host;
  }

  /** Ends when the receiver is well again, or nobody has called it for long. */
  @WorkflowMethod
  void watch(ReceiverOrder order);

  /** An attempt failed. */
  @SignalMethod(name = FAILED)
  void failed();

  /** An attempt got through. */
  @SignalMethod(name = DELIVERED)
  void delivered();

  /** Whether the callback at hand may be sent as a probe; one may, each time a probe is due. */
  @UpdateMethod(name = PROBE)
  boolean probe();

  /** It is well again: all that wait for it are sent. */
  @UpdateMethod(name = "Resume")
  String resume(OperatorAct act);

  @UpdateValidatorMethod(updateName = "Resume")
  void mayResume(OperatorAct act);
}
