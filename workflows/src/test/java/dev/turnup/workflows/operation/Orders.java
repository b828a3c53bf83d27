package dev.turnup.workflows.operation;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ServiceType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Valid orders to begin a test with; each method breaks or changes one thing. */
public record Orders(@Nullable String serviceId, Plan plan, boolean localFirst) {

  public static final PlanStep RESERVE =
      PlanSteps.of("reserve", "Reserve SIM", "inventory", "release").step();
  public static final PlanStep ACTIVATE =
      PlanSteps.of("activate", "Activate", "network", "deactivate").step();
  public static final PlanStep CHARGE =
      PlanSteps.of("charge", "Start billing", "billing", "refund").step();

  public static final CallbackAddresses CALLBACKS =
      new CallbackAddresses(
          URI.create("https://partner.example/ok"), URI.create("https://partner.example/failed"));

  public static Orders valid() {
    return new Orders("612123456", planOf(RESERVE, ACTIVATE, CHARGE), true);
  }

  public Orders withoutServiceId() {
    return new Orders(null, plan, localFirst);
  }

  public Orders localFirst(boolean on) {
    return new Orders(serviceId, plan, on);
  }

  public Orders withPlan(PlanStep... steps) {
    return new Orders(serviceId, planOf(steps), localFirst);
  }

  public Orders withDeadline(Duration deadline) {
    return new Orders(serviceId, new Plan(plan.steps(), deadline, plan.holdFor()), localFirst);
  }

  public CreateServiceOrder toCreate() {
    return new CreateServiceOrder(
        "acme",
        new ServiceType("applewatch"),
        serviceId,
        Map.of("secondary_iccid", "8934011411551283144"),
        CALLBACKS,
        plan,
        localFirst);
  }

  public UpdateServiceDeviceOrder toUpdateDevice() {
    return new UpdateServiceDeviceOrder(
        "acme",
        new ServiceType("tv"),
        "tv-1",
        "stb-1",
        "STB",
        Map.of("serial_number", "S1"),
        CALLBACKS,
        plan,
        localFirst);
  }

  public static Plan planOf(PlanStep... steps) {
    return new Plan(List.of(steps), Duration.ofDays(7), Duration.ofDays(3));
  }

  /** A step that cannot be taken back, though it is not the point of no return. */
  public static PlanStep irreversible(PlanStep step) {
    return PlanSteps.like(step).withoutUndo().step();
  }

  /** A step whose system can neither repeat it nor read it back. */
  public static PlanStep notRepeatable(PlanStep step) {
    return PlanSteps.like(step).held().step();
  }
}
