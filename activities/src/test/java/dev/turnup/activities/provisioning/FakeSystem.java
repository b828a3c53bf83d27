package dev.turnup.activities.provisioning;

import dev.turnup.activities.system.ProvisioningSystem;
import dev.turnup.workflows.provisioning.StepRequest;
import dev.turnup.workflows.provisioning.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Does what a test says, and remembers what it was asked. */
final class FakeSystem implements ProvisioningSystem {

  /** In order, such as "perform activate". */
  final List<String> calls = new ArrayList<>();

  /** What it was asked, in the same order. */
  final List<StepRequest> requests = new ArrayList<>();

  Supplier<StepResult> deed = () -> StepResult.done(Map.of("by", "perform"));
  Supplier<StepResult> undo = () -> StepResult.done(Map.of());
  Supplier<StepResult> work = () -> StepResult.done(Map.of("by", "follow"));
  Supplier<Optional<StepResult>> look = Optional::empty;

  @Override
  public StepResult perform(StepRequest request) {
    remember("perform", request);
    return deed.get();
  }

  @Override
  public StepResult undo(StepRequest request) {
    remember("undo", request);
    return undo.get();
  }

  @Override
  public StepResult follow(StepRequest request) {
    remember("follow", request);
    return work.get();
  }

  @Override
  public Optional<StepResult> readBack(StepRequest request) {
    remember("look", request);
    return look.get();
  }

  private void remember(String what, StepRequest request) {
    calls.add(what + " " + request.action());
    requests.add(request);
  }
}
