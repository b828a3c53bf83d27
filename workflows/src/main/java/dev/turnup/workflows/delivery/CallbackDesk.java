package dev.turnup.workflows.delivery;

import dev.turnup.workflows.operation.BeingSent;
import dev.turnup.workflows.operation.CallbackSending;
import dev.turnup.workflows.operation.OperatorAct;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where partners and operators say something while an outcome is being told. */
public final class CallbackDesk {

  /** All of them are in the memo, which is written anew for each attempt. */
  private static final int NOTES_KEPT = 20;

  private final List<String> notes = new ArrayList<>();
  private boolean open;
  private boolean waiting;
  private boolean asked;
  private boolean receiverIsBack;
  private boolean toldOtherwise;
  private @Nullable URI corrected;

  /** Has it sent at once. */
  public String send(CallbackSending sending) {
    URI address = sending.parsedAddress();
    if (address != null) {
      corrected = address;
    }
    asked = true;
    return note(
        "%s has it sent at once%s: %s"
            .formatted(
                sending.by(), address == null ? "" : " to another address", sending.reason()));
  }

  /** Notes down that the partner knows. */
  public String mark(OperatorAct act) {
    toldOtherwise = true;
    return note("%s told the partner by other means: %s".formatted(act.by(), act.reason()));
  }

  /** Has it sent at once, as the receiver is well again. */
  public void receiverIsBack() {
    receiverIsBack = true;
  }

  /**
   * Refuses what makes no sense now or does not say who and why.
   *
   * @throws IllegalStateException if nothing is waited for
   * @throws IllegalArgumentException if who, why or the address is no good
   * @throws BeingSent if it is being sent to where it would be sent again: whoever asks in a loop
   *     must not make the history grow
   */
  public void requireSendable(CallbackSending sending) {
    requireOpen(sending.act());
    boolean elsewhere = sending.parsedAddress() != null;
    if (!elsewhere && (!waiting || asked)) {
      throw new BeingSent();
    }
  }

  /** Refuses as {@link #requireSendable} does. */
  public void requireOpen(OperatorAct act) {
    if (!open || toldOtherwise) {
      throw new IllegalStateException(
          "No callback is waited for: its outcome is not decided yet, or it was told");
    }
    act.requireWhoAndWhy();
  }

  void open() {
    open = true;
    newsTaken();
  }

  void close() {
    open = false;
  }

  /** From now on an attempt is waited for. */
  void waitForNews() {
    waiting = true;
  }

  /** Whether there is a reason not to wait any longer. */
  boolean hasNews() {
    return receiverIsBack || hasDecision();
  }

  /** Whether somebody has decided how to go on, which counts more than what a receiver says. */
  boolean hasDecision() {
    return asked || toldOtherwise;
  }

  void newsTaken() {
    waiting = false;
    asked = false;
    receiverIsBack = false;
  }

  boolean isToldOtherwise() {
    return toldOtherwise;
  }

  /** The address that an operator gave instead of the one at hand. */
  URI corrected(URI address) {
    return corrected == null ? address : corrected;
  }

  /** Whether an operator gave this address, and can give another if it is no good either. */
  boolean isCorrection(URI address) {
    return address.equals(corrected);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  private String note(String words) {
    notes.add(words);
    if (notes.size() > NOTES_KEPT) {
      notes.remove(0);
    }
    return words;
  }
}
