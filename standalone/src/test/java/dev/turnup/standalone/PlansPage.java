package dev.turnup.standalone;

import static java.util.stream.Collectors.joining;

import dev.turnup.standalone.Cost.Mode;
import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import dev.turnup.workflows.provisioning.ReadBack;
import dev.turnup.workflows.provisioning.WaitsFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shipped plans and their costs, for people who know telecoms. */
final class PlansPage {

  private static final String INTRODUCTION =
      """
      # What is done for each service, and what it costs

      Written by `PlanCostsIT` from the plans that are shipped and from what a Temporal server counted. To
      change it, change [plans.yml](../api/src/main/resources/plans.yml) and have it written anew, as
      [CONTRIBUTING.md](../CONTRIBUTING.md) says.

      The steps of a plan are done one after the other. If one is refused, those before it are taken back,
      the last first, and the partner is told by an error_event. Where several are taken back *with* an
      earlier one, that happens in the turn of the last of them; if it is refused, as for a profile that is
      on a device by then, all that was done before stays too, and is reported.

      Where an EID is told and a card wished for all the same (`sim_type: SIM`), the plan is that without an EID.

      | Column | Says |
      |---|---|
      | Asked for | the system and what it is asked to do, and the protocol in which standalone speaks to it |
      | Needs | facts without which it cannot be done: the partner told them, or a step before found them out |
      | Way back | what takes it back. After the **point of no return** nothing is taken back by itself and nobody can cancel: whatever fails waits for an operator |
      | If its answer is lost | what is done if the system was asked, may have done it, and nobody heard. Whether it happened is asked half a minute later: it may still be at it |
      | Quick | whether its first attempt is made in passing, within two seconds, and recorded together with others |
      | Tried for | how long it is tried if the system is away |

      ## Costs

      What an operation costs that succeeds at once: *events* are the lines of its history, kept for as long
      as Temporal keeps finished runs; *transitions* are what the server has to write one after the other,
      and so what limits how many operations it can take. *Together* is api and worker in one process with
      `turnup.operation.eager-start`, *apart* in two; *plain* is apart with
      `turnup.operation.local-first=false`. The first step that is not quick costs seven transitions more,
      and each step after it three, as nothing is quick from there on.

      """;

  private final Map<String, String> protocols;
  private final List<PlanVariant> variants;

  /**
   * The page.
   *
   * @param protocols by the name of the system
   */
  PlansPage(List<PlanVariant> variants, Map<String, String> protocols) {
    this.variants = variants;
    this.protocols = protocols;
  }

  /** As Markdown. */
  String text(Map<PlanVariant, Map<Mode, Cost>> costs) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| Plan | Steps | Together | Apart | Plain |\n|---|---|---|---|---|\n");
    variants.forEach(
        variant ->
            page.append(
                row(
                    variant.toString(),
                    String.valueOf(variant.plan().steps().size()),
                    cost(costs, variant, Mode.TOGETHER),
                    cost(costs, variant, Mode.APART),
                    cost(costs, variant, Mode.PLAIN))));
    // Those that are alike share a table.
    Map<Plan, List<PlanVariant>> alike = new LinkedHashMap<>();
    variants.forEach(
        variant -> alike.computeIfAbsent(variant.plan(), none -> new ArrayList<>()).add(variant));
    alike.forEach((plan, those) -> append(page, plan, those));
    return page.toString();
  }

  private static String cost(
      Map<PlanVariant, Map<Mode, Cost>> costs, PlanVariant variant, Mode mode) {
    Cost cost = costs.getOrDefault(variant, Map.of()).get(mode);
    return cost == null
        ? "?"
        : "%d events, %d transitions".formatted(cost.events(), cost.transitions());
  }

  private void append(StringBuilder page, Plan plan, List<PlanVariant> those) {
    page.append("\n## ")
        .append(those.stream().map(PlanVariant::toString).collect(joining("; ")))
        .append("\n\n")
        .append("Undone if it is not done within ")
        .append(words(plan.deadline()))
        .append(
            plan.irreversibleSteps().isEmpty() ? "" : ", unless it is past its point of no return")
        .append(".\nAn operator has ")
        .append(words(plan.holdFor()))
        .append(" to decide on what is held.\n\n")
        .append(
            row(
                "",
                "Step",
                "Asked for",
                "Needs",
                "Way back",
                "If its answer is lost",
                "Quick",
                "Tried for"))
        .append("|---|---|---|---|---|---|---|---|\n");
    int number = 0;
    for (PlanStep step : plan.steps()) {
      number++;
      page.append(
          row(
              String.valueOf(number),
              step.title(),
              askedFor(step),
              step.needs().stream().map("`%s`"::formatted).collect(joining(", ")),
              wayBack(step, plan),
              lostAnswer(step),
              step.localFirst() ? "yes" : "no",
              words(step.patience().total())));
    }
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private String askedFor(PlanStep step) {
    String of = "of %s (%s)".formatted(step.system(), protocol(step.system()));
    WaitsFor waitsFor = step.waitsFor();
    if (waitsFor == null) {
      return "`%s` %s".formatted(step.action(), of);
    }
    return switch (waitsFor) {
      case ESIM_INSTALLATION -> "nothing: it waits for the reports " + of;
    };
  }

  private String protocol(String system) {
    String protocol = protocols.getOrDefault(system, "?");
    return switch (protocol) {
      case "http-json" -> "HTTP";
      case "tmf640" -> "TMF640";
      case "es2plus" -> "ES2+";
      default -> throw new IllegalStateException("a protocol to be named here: " + protocol);
    };
  }

  private static String wayBack(PlanStep step, Plan plan) {
    if (step.undo() != null) {
      return "`" + step.undo() + "`";
    }
    if (step.undoneWith() != null) {
      List<String> names = plan.steps().stream().map(PlanStep::name).toList();
      return "with step " + (names.indexOf(step.undoneWith()) + 1);
    }
    if (step.changesNothing()) {
      return "not needed, it only looks";
    }
    return step.pointOfNoReturn() ? "**point of no return**" : "none, it stays and is reported";
  }

  private static String lostAnswer(PlanStep step) {
    ReadBack whom = step.readBack();
    return switch (step.whenAnswerIsLost()) {
      case REPEAT -> "asked again";
      case READ_BACK ->
          whom == null
              ? "the system is asked whether it happened"
              : "`%s` of %s says whether it happened".formatted(whom.action(), whom.system());
      case HOLD -> "an operator finds out";
    };
  }

  private static String words(Duration duration) {
    if (duration.compareTo(Duration.ofDays(2)) >= 0) {
      return duration.toDays() + " days";
    }
    return duration.compareTo(Duration.ofHours(2)) >= 0
        ? duration.toHours() + " hours"
        : duration.toMinutes() + " minutes";
  }
}
