package dev.turnup.standalone;

import static java.util.stream.Collectors.joining;

import dev.turnup.api.plan.PlanTemplate;
import dev.turnup.api.plan.Plans;
import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shipped plan, for requests that tell the same.
 *
 * @param serviceType for which it is
 * @param category of the device that is changed; null where a service is created
 * @param which requests get it, among those of this service type; empty for all
 * @param told facts of such a request, by their names
 */
record PlanVariant(
    String serviceType,
    @Nullable String category,
    String which,
    Map<String, Object> told,
    Plan plan) {

  private static final String EID = "eid";

  private static final String ICCID = "iccid";

  private static final String SM_DP_PLUS = "sm-dp-plus";

  /** What plans depend on, in words. */
  private static final Map<String, String> WORDS =
      Map.of(
          EID,
          "an EID",
          ICCID,
          "an ICCID",
          "ftth_work_order_id",
          "a fibre work order",
          "sim_type=eSIM",
          "the wish for an eSIM",
          "sim_type=SIM",
          "the wish for a card");

  private static final Pattern CONDITION =
      Pattern.compile("^[^#\n]*only-with(?:out)?: *\"?([a-zA-Z_=, ]+)", Pattern.MULTILINE);

  /** Values of the facts on which plans depend; whatever else there is can be anything. */
  private static final Map<String, Object> VALUES = Map.of(EID, "89049032001234567890123456789057");

  /** All of them, in the order of the service types' names. */
  static List<PlanVariant> of(Plans plans) {
    List<PlanVariant> variants = new ArrayList<>();
    for (String type : plans.serviceTypes()) {
      plans.toCreate(type).ifPresent(plan -> addAll(variants, type, null, "", plan));
      Map<PlanTemplate, List<String>> devices = new LinkedHashMap<>();
      for (String category : plans.deviceCategories(type)) {
        plans
            .toUpdateDevice(type, category)
            .ifPresent(
                plan -> devices.computeIfAbsent(plan, none -> new ArrayList<>()).add(category));
      }
      devices.forEach(
          (plan, categories) ->
              addAll(variants, type, categories.getFirst(), among(categories, devices), plan));
    }
    return variants;
  }

  private static String among(List<String> categories, Map<PlanTemplate, List<String>> devices) {
    int most = devices.values().stream().mapToInt(List::size).max().orElse(0);
    if (devices.size() == 1) {
      return "";
    }
    return categories.size() == most ? "any other device" : String.join(", ", categories);
  }

  private static void addAll(
      List<PlanVariant> variants,
      String type,
      @Nullable String category,
      String which,
      PlanTemplate template) {
    Plan without = template.planFor(new Facts(Map.of()));
    Map<Plan, List<String>> with = new LinkedHashMap<>();
    for (String condition : conditions()) {
      Plan plan = template.planFor(new Facts(told(condition)));
      if (!plan.equals(without)) {
        with.computeIfAbsent(plan, none -> new ArrayList<>()).add(condition);
      }
    }
    String none = with.values().stream().map(PlanVariant::anyOf).collect(joining(" or "));
    String rest = none.isEmpty() ? which : both(which, "without " + none);
    variants.add(new PlanVariant(type, category, rest, Map.of(), without));
    with.forEach(
        (plan, conditions) ->
            variants.add(
                new PlanVariant(
                    type,
                    category,
                    both(which, "with " + anyOf(conditions)),
                    told(conditions.getFirst()),
                    plan)));
  }

  private static String anyOf(List<String> conditions) {
    return conditions.stream()
        .map(condition -> WORDS.getOrDefault(condition, condition))
        .collect(joining(" or "));
  }

  /** What a request tells that meets the condition, which is a fact or a fact and its value. */
  private static Map<String, Object> told(String condition) {
    String[] parts = condition.split("=", 2);
    return Map.of(parts[0], parts.length > 1 ? parts[1] : VALUES.getOrDefault(parts[0], "1"));
  }

  private static String both(String one, String other) {
    return one.isEmpty() ? other : one + ", " + other;
  }

  /** What any step of a shipped plan depends on: a fact, or a fact and its value. */
  private static SortedSet<String> conditions() {
    SortedSet<String> conditions = new TreeSet<>();
    try (InputStream shipped =
        Objects.requireNonNull(Plans.class.getResourceAsStream("/plans.yml"))) {
      Matcher condition =
          CONDITION.matcher(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
      while (condition.find()) {
        conditions.addAll(List.of(condition.group(1).strip().split(", *", -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return conditions;
  }

  boolean creates() {
    return category == null;
  }

  /** What a request has to tell to get this plan, and to have it succeed. */
  Map<String, Object> details(String iccid) {
    Map<String, Object> details = new LinkedHashMap<>(told);
    if (plan.steps().stream().anyMatch(step -> step.system().equals(SM_DP_PLUS))) {
      details.put(ICCID, iccid);
      details.putIfAbsent(EID, Objects.requireNonNull(VALUES.get(EID)));
    }
    details.replace(ICCID, iccid);
    return details;
  }

  /** For which requests it is. */
  @Override
  public String toString() {
    String what = serviceType + (creates() ? ": create the service" : ": change the device");
    return which.isEmpty() ? what : what + " (" + which + ")";
  }
}
