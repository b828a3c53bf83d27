package dev.turnup.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

/** The plans that come with the api, as an operator gets them who configures none. */
class ShippedPlansTest {

  private static final Facts NOTHING = new Facts(Map.of());
  private static final Facts EID = new Facts(Map.of("secondary_eid", "1"));
  private static final Facts FIBRE_ORDER = new Facts(Map.of("ftth_work_order_id", "1"));
  private static final Facts ICCID = new Facts(Map.of("iccid", "1"));
  private static final Facts CARD = new Facts(Map.of("sim_type", "SIM"));
  private static final Facts CARD_AND_EID = new Facts(Map.of("sim_type", "SIM", "eid", "1"));
  private static final Facts PROFILE = new Facts(Map.of("sim_type", "eSIM"));

  private final ApplicationContextRunner shipped =
      new ApplicationContextRunner()
          .withUserConfiguration(PlanConfiguration.class)
          .withInitializer(new ConfigDataApplicationContextInitializer());

  @Test
  void areThereForAllServiceTypesAndBothOperations() {
    with(
        plans -> {
          assertThat(plans.serviceTypes())
              .containsExactly(
                  "applewatch",
                  "datasharing",
                  "deviceinsurance",
                  "mobile",
                  "multisim",
                  "security",
                  "tv");
          assertThat(plans.creatable()).isEqualTo(plans.serviceTypes());
          assertThat(plans.withDevices()).isEqualTo(plans.serviceTypes());
          assertThat(plans.serviceTypes())
              .allSatisfy(
                  type -> assertThat(plans.deviceCategories(type)).isEqualTo(DeviceCategories.ALL));
        });
  }

  @Test
  void arePlansForWhateverARequestTells() {
    with(
        plans ->
            assertThat(all(plans))
                .allSatisfy(
                    template ->
                        assertThat(
                                Stream.of(
                                        NOTHING,
                                        EID,
                                        FIBRE_ORDER,
                                        ICCID,
                                        CARD,
                                        CARD_AND_EID,
                                        PROFILE)
                                    .map(template::planFor))
                            .allSatisfy(plan -> assertThat(plan.steps()).isNotEmpty())));
  }

  /** Otherwise a refusal would leave something behind, by plan; as it does of a parcel. */
  @Test
  void haveAWayBackForEachStepBeforeThePointOfNoReturnButAParcel() {
    with(
        plans ->
            assertThat(all(plans))
                .allSatisfy(
                    template ->
                        assertThat(template.planFor(EID).reversibleSteps())
                            .allMatch(step -> hasAWayBack(step) || step.name().equals("ship"))));
  }

  private static boolean hasAWayBack(PlanStep step) {
    return step.undo() != null || step.undoneWith() != null || step.changesNothing();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 'line, reserve-sim, order-profile, network, charging, confirm-order, release-profile,"
        + " billing'",
    "false, 'line, reserve-sim, network, charging, ship, billing'"
  })
  void shipASecondSimUnlessThereIsAnEidToDownloadItTo(boolean eid, String steps) {
    with(
        plans ->
            assertThat(names(plans.toCreate("multisim").orElseThrow().planFor(eid ? EID : NOTHING)))
                .containsExactly(steps.split(", ", -1)));
  }

  /** A profile that was asked for must not be in the post, and a card not be waited for in vain. */
  @ParameterizedTest
  @CsvSource({
    "eSIM, false, false",
    "eSIM, true, false",
    "esim, false, false",
    "SIM, false, true",
    "SIM, true, true",
    "'', true, false",
    "'', false, true"
  })
  void shipACardIfThePartnerWantsOneWhateverElseIsTold(
      String simType, boolean eid, boolean shipped) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("sim_type", simType);
    if (eid) {
      details.put("secondary_eid", "1");
    }
    this.shipped
        .withPropertyValues("turnup.esim.await-installation=true")
        .run(
            context -> {
              Plan plan =
                  context
                      .getBean(Plans.class)
                      .toCreate("multisim")
                      .orElseThrow()
                      .planFor(new Facts(details));

              assertThat(names(plan).contains("ship")).isEqualTo(shipped);
              assertThat(names(plan).contains("order-profile")).isNotEqualTo(shipped);
              assertThat(names(plan).contains("release-profile")).isNotEqualTo(shipped);
              assertThat(names(plan).contains("installation")).isEqualTo(eid && !shipped);
            });
  }

  /** Another phone or router is no reason to kill the SIM. */
  @Test
  void touchTheSimOfNobodyWhoseOtherDeviceIsChanged() {
    with(
        plans ->
            assertThat(
                    plans.serviceTypes().stream()
                        .flatMap(
                            type ->
                                plans.deviceCategories(type).stream()
                                    .filter(category -> retiresSomething(plans, type, category))
                                    .map(category -> type + " " + category)))
                .containsExactlyInAnyOrder(
                    "applewatch SIM",
                    "applewatch eSIM",
                    "applewatch SMARTWATCH",
                    "datasharing SIM",
                    "datasharing eSIM",
                    "mobile SIM",
                    "mobile eSIM",
                    "multisim SIM",
                    "multisim eSIM",
                    "tv STB"));
  }

  private static boolean retiresSomething(Plans plans, String type, String category) {
    PlanTemplate template = plans.toUpdateDevice(type, category).orElseThrow();
    return Stream.of(NOTHING, EID, ICCID)
        .anyMatch(facts -> !template.planFor(facts).irreversibleSteps().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "true, 'reserve-sim, add-sim, switch-sim, retire-sim'",
    "false, 'reserve-sim, add-sim, ship, delivery, switch-sim, retire-sim'"
  })
  void retireTheOldSimWhenTheNewCardIsAtHand(boolean iccid, String steps) {
    with(
        plans -> {
          Plan plan =
              plans.toUpdateDevice("mobile", "SIM").orElseThrow().planFor(iccid ? ICCID : NOTHING);

          assertThat(names(plan)).containsExactly(steps.split(", ", -1));
          assertThat(plan.irreversibleSteps())
              .extracting(PlanStep::name)
              .containsExactly("retire-sim");
        });
  }

  @Test
  void waitForTheFibreIfItIsOrdered() {
    with(
        plans -> {
          PlanTemplate tv = plans.toCreate("tv").orElseThrow();

          assertThat(names(tv.planFor(NOTHING)))
              .containsExactly("account", "products", "assign-box", "billing");
          assertThat(names(tv.planFor(FIBRE_ORDER)))
              .containsExactly("fibre", "account", "products", "assign-box", "billing");
        });
  }

  /** So that a change of a shipped plan is seen, and seen to be meant. */
  @Test
  void areThese() {
    with(
        plans -> {
          String actual = table(plans);
          Path copy = write(actual);

          assertThat(actual)
              .as("shipped plans; if the change is meant, take over %s", copy)
              .isEqualTo(expected());
        });
  }

  private static String table(Plans plans) {
    StringBuilder text = new StringBuilder();
    for (String type : plans.serviceTypes()) {
      describe(text, type + ", create-service", plans.toCreate(type).orElseThrow());
      Map<PlanTemplate, List<String>> categories = new LinkedHashMap<>();
      for (String category : plans.deviceCategories(type)) {
        categories
            .computeIfAbsent(
                plans.toUpdateDevice(type, category).orElseThrow(), plan -> new ArrayList<>())
            .add(category);
      }
      categories.forEach(
          (plan, names) ->
              describe(text, type + ", update-service-device, " + String.join(" ", names), plan));
    }
    return text.toString();
  }

  private static void describe(StringBuilder text, String heading, PlanTemplate template) {
    Map<String, Facts> requests = new LinkedHashMap<>();
    requests.put("", NOTHING);
    requests.put(", with eid", EID);
    requests.put(", with ftth_work_order_id", FIBRE_ORDER);
    requests.put(", with iccid", ICCID);
    requests.put(", with sim_type=SIM", CARD);
    requests.put(", with sim_type=SIM and eid", CARD_AND_EID);
    requests.put(", with sim_type=eSIM", PROFILE);
    List<Plan> described = new ArrayList<>();
    requests.forEach(
        (which, facts) -> {
          Plan plan = template.planFor(facts);
          if (!described.contains(plan)) {
            described.add(plan);
            text.append(
                "%s%s (deadline %s, hold-for %s)\n"
                    .formatted(heading, which, days(plan.deadline()), days(plan.holdFor())));
            text.append(row("name", "system/action", "needs", "back", "lost", "local", "patience"));
            plan.steps().forEach(step -> text.append(row(step)));
            text.append('\n');
          }
        });
  }

  private static String row(PlanStep step) {
    return row(
        step.name(),
        step.system() + "/" + step.action(),
        String.join(" ", step.needs()),
        wayBack(step),
        lostAnswer(step),
        step.localFirst() ? "yes" : "no",
        step.patience().name().toLowerCase(Locale.ROOT));
  }

  private static String wayBack(PlanStep step) {
    if (step.undo() != null) {
      return step.undo();
    }
    if (step.undoneWith() != null) {
      return "with " + step.undoneWith();
    }
    if (step.changesNothing()) {
      return "changes nothing";
    }
    return step.pointOfNoReturn() ? "NO RETURN" : "NONE";
  }

  private static String lostAnswer(PlanStep step) {
    ReadBack by = step.readBack();
    return switch (step.whenAnswerIsLost()) {
      case REPEAT -> "repeat";
      case READ_BACK -> by == null ? "read back" : "read back " + by.system() + "/" + by.action();
      case HOLD -> "hold";
    };
  }

  private static String row(
      String name,
      String action,
      String needs,
      String back,
      String lost,
      String local,
      String patience) {
    return "  %-15s %-38s %-15s %-20s %-34s %-5s %s\n"
        .formatted(name, action, needs, back, lost, local, patience);
  }

  private static String days(Duration duration) {
    assertThat(duration).isEqualTo(Duration.ofDays(duration.toDays()));
    return duration.toDays() + "d";
  }

  private static Path write(String text) {
    try {
      return Files.writeString(Path.of("target", "shipped-plans.txt"), text).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String expected() {
    try {
      return new ClassPathResource("shipped-plans.txt").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PlanTemplate> all(Plans plans) {
    List<PlanTemplate> all = new ArrayList<>();
    for (String type : plans.serviceTypes()) {
      all.add(plans.toCreate(type).orElseThrow());
      plans
          .deviceCategories(type)
          .forEach(category -> all.add(plans.toUpdateDevice(type, category).orElseThrow()));
    }
    return all;
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(PlanStep::name).toList();
  }

  private void with(Consumer<Plans> test) {
    shipped.run(context -> test.accept(context.getBean(Plans.class)));
  }
}
