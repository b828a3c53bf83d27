package dev.turnup.workflows.fulfilment;

import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.GivingUp;
import dev.turnup.workflows.operation.InstallationEnded;
import dev.turnup.workflows.operation.OperatorAct;
import dev.turnup.workflows.operation.Order;
import dev.turnup.workflows.operation.OrderChange;
import dev.turnup.workflows.operation.Outcome;
import dev.turnup.workflows.operation.RunningOperation;
import dev.turnup.workflows.operation.StepSkip;
import dev.turnup.workflows.operation.SystemNews;

/** What all operations share: how they are carried out, and who may say something meanwhile. */
abstract class OperationWorkflow implements RunningOperation {

  private final Fulfilment fulfilment;

  OperationWorkflow(Order order) {
    fulfilment = new Fulfilment(order);
  }

  Outcome carryOut() {
    return fulfilment.carryOut();
  }

  @Override
  public String retryStep(OperatorAct act) {
    return fulfilment.desk().retry(act);
  }

  @Override
  public void mayRetryStep(OperatorAct act) {
    fulfilment.desk().requireHeld(act);
  }

  @Override
  public String skipStep(StepSkip skip) {
    return fulfilment.desk().skip(skip);
  }

  @Override
  public void maySkipStep(StepSkip skip) {
    fulfilment.desk().requireHeld(skip.act());
  }

  @Override
  public String changeOrder(OrderChange change) {
    return fulfilment.desk().change(change);
  }

  @Override
  public void mayChangeOrder(OrderChange change) {
    fulfilment.desk().requireChangeable(change);
  }

  @Override
  public String giveUp(GivingUp givingUp) {
    return fulfilment.desk().giveUp(givingUp.act());
  }

  @Override
  public void mayGiveUp(GivingUp givingUp) {
    fulfilment.desk().requireGiveUpPossible(givingUp);
  }

  @Override
  public String cancel(OperatorAct act) {
    return fulfilment.stopSign().cancel(act);
  }

  @Override
  public void mayCancel(OperatorAct act) {
    fulfilment.stopSign().requireStoppable(act);
  }

  @Override
  public String sendCallbackNow(CallbackSending sending) {
    return fulfilment.callbackDesk().send(sending);
  }

  @Override
  public void maySendCallbackNow(CallbackSending sending) {
    fulfilment.callbackDesk().requireSendable(sending);
  }

  @Override
  public String markCallbackDelivered(OperatorAct act) {
    return fulfilment.callbackDesk().mark(act);
  }

  @Override
  public void mayMarkCallbackDelivered(OperatorAct act) {
    fulfilment.callbackDesk().requireOpen(act);
  }

  @Override
  public void receiverIsBack() {
    fulfilment.callbackDesk().receiverIsBack();
  }

  @Override
  public void systemNews(SystemNews news) {
    fulfilment.news().arrived(news.step());
  }

  @Override
  public void profileDownloaded() {
    fulfilment.profileDownloaded();
  }

  @Override
  public void installationEnded(InstallationEnded ended) {
    fulfilment.installations().ended(ended);
  }
}
