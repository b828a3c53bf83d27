package dev.turnup.workflows.operation;

import dev.turnup.workflows.callback.CallbackAddresses;
import dev.turnup.workflows.provisioning.Patience;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ServiceType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Valid orders to begin a test with; each method breaks or changes one thing. */
public record Orders(@Nullable String serviceId, Plan plan, boolean localFirst) {

  public static final PlanStep RESERVE = step("reserve", "Reserve SIM", "inventory", "release");
  public static final PlanStep ACTIVATE = step("activate", "Activate", "network", "deactivate");
  public static final PlanStep CHARGE = step("charge", "Start billing", "billing", "refund");

  public static final CallbackAddresses CALLBACKS =
      new CallbackAddresses(
          URI.create("https://partner.example/ok"), URI.create("https://partner.example/failed"));

  public static Orders valid() {
    return new Orders("612123456", new Plan(List.of(RESERVE, ACTIVATE, CHARGE)), true);
  }

  public Orders withoutServiceId() {
    return new Orders(null, plan, localFirst);
  }

  public Orders localFirst(boolean on) {
    return new Orders(serviceId, plan, on);
  }

  public Orders withPlan(PlanStep... steps) {
    return new Orders(serviceId, new Plan(List.of(steps)), localFirst);
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

  public static PlanStep irreversible(PlanStep step) {
    return new PlanStep(
        step.name(),
        step.title(),
        step.system(),
        step.action(),
        null,
        step.repeatable(),
        step.patience());
  }

  public static PlanStep notRepeatable(PlanStep step) {
    return new PlanStep(
        step.name(),
        step.title(),
        step.system(),
        step.action(),
        step.undo(),
        false,
        step.patience());
  }

  private static PlanStep step(String name, String title, String system, String undo) {
    return new PlanStep(name, title, system, name, undo, true, Patience.HOURS);
  }
}
