package dev.turnup.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.api.plan.DeviceCategories;
import dev.turnup.api.plan.PlanTemplate;
import dev.turnup.api.plan.Plans;
import dev.turnup.api.schema.SchemasTest.PlansAndSchemas;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the shipped schemas offer, the shipped plans act on. Most members are facts that are passed
 * on to the systems as they are; these promise more than that.
 */
class AdvertisedMembersTest {

  private static final Facts EID = new Facts(Map.of("eid", "1"));

  private final ApplicationContextRunner shipped =
      new ApplicationContextRunner()
          .withUserConfiguration(PlansAndSchemas.class)
          .withInitializer(new ConfigDataApplicationContextInitializer());

  @Test
  void anEidOfAServiceIsForAProfileThatIsOrdered() {
    with(
        (plans, schemas) ->
            assertThat(plans.serviceTypes())
                .filteredOn(
                    type ->
                        offers(schemas.serviceDetails(type), "eid")
                            || offers(schemas.serviceDetails(type), "secondary_eid"))
                .containsExactly("applewatch", "multisim")
                .allSatisfy(
                    type ->
                        assertThat(actions(plans.toCreate(type).orElseThrow(), EID))
                            .contains("download-order")));
  }

  @Test
  void aKindOfSimIsOneThatThePlanChooses() {
    with(
        (plans, schemas) ->
            assertThat(plans.serviceTypes())
                .filteredOn(type -> offers(schemas.serviceDetails(type), "sim_type"))
                .containsExactly("multisim")
                .allSatisfy(
                    type -> {
                      PlanTemplate template = plans.toCreate(type).orElseThrow();
                      assertThat(template.planFor(new Facts(Map.of("sim_type", "SIM"))))
                          .isNotEqualTo(template.planFor(new Facts(Map.of("sim_type", "eSIM"))));
                    }));
  }

  @Test
  void aFibreOrderIsOneThatIsWaitedFor() {
    Facts ordered = new Facts(Map.of("ftth_work_order_id", "1"));
    with(
        (plans, schemas) ->
            assertThat(plans.serviceTypes())
                .filteredOn(type -> offers(schemas.serviceDetails(type), "ftth_work_order_id"))
                .containsExactly("tv")
                .allSatisfy(
                    type ->
                        assertThat(actions(plans.toCreate(type).orElseThrow(), ordered))
                            .contains("await-fibre")));
  }

  @Test
  void noNumberIsOfferedToBeBroughtAlong() {
    with(
        (plans, schemas) ->
            assertThat(plans.serviceTypes())
                .noneMatch(type -> offers(schemas.serviceDetails(type), "port_in")));
  }

  @Test
  void theIdentifiersOfANewSimAreForADeviceThatIsASim() {
    with(
        (plans, schemas) ->
            assertThat(plans.serviceTypes())
                .flatMap(
                    type ->
                        DeviceCategories.ALL.stream().map(each -> new Device(type, each)).toList())
                .filteredOn(
                    device ->
                        offers(schemas.deviceDetails(device.type(), device.category()), "iccid"))
                .containsExactlyInAnyOrder(
                    new Device("applewatch", "SMARTWATCH"),
                    new Device("applewatch", "SIM"),
                    new Device("applewatch", "eSIM"),
                    new Device("multisim", "SIM"),
                    new Device("multisim", "eSIM"),
                    new Device("mobile", "SIM"),
                    new Device("mobile", "eSIM"),
                    new Device("datasharing", "SIM"),
                    new Device("datasharing", "eSIM"))
                .allSatisfy(
                    device ->
                        assertThat(
                                actions(
                                    plans
                                        .toUpdateDevice(device.type(), device.category())
                                        .orElseThrow(),
                                    EID))
                            .contains("reserve-sim", "retire-sim")));
  }

  private record Device(String type, String category) {}

  private static boolean offers(DetailsSchema schema, String member) {
    return schema.json().path("properties").has(member);
  }

  private static List<String> actions(PlanTemplate template, Facts facts) {
    Plan plan = template.planFor(facts);
    return plan.steps().stream().map(PlanStep::action).toList();
  }

  private void with(BiConsumer<Plans, Schemas> test) {
    shipped.run(
        context -> test.accept(context.getBean(Plans.class), context.getBean(Schemas.class)));
  }
}
