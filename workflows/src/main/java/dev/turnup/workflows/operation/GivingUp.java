package dev.turnup.workflows.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * An operator gives an operation up that is held.
 *
 * @param by who
 * @param reason why
 * @param untold whether somebody made sure that the partner was not told of success, which the run
 *     cannot know once its first task was lost; null is no
 */
public record GivingUp(@Nullable String by, @Nullable String reason, @Nullable Boolean untold) {

  /** Who and why. */
  @JsonIgnore
  public OperatorAct act() {
    return new OperatorAct(by, reason);
  }

  @JsonIgnore
  public boolean isSurelyUntold() {
    return Boolean.TRUE.equals(untold);
  }
}
