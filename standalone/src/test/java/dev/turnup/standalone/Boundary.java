package dev.turnup.standalone;

import dev.turnup.workflows.provisioning.Plan;
import dev.turnup.workflows.provisioning.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A place in the course of an operation at which its worker may be killed.
 *
 * @param story what happens to the operation apart from that
 * @param localFirst whether the operation runs local first
 * @param place what is under way there
 * @param at what of: a step, {@code <step>.undo}, or an event
 */
record Boundary(Story story, boolean localFirst, Place place, String at) {

  /** What happens to an operation. */
  enum Story {
    /** A watch, with an eSIM. All steps may be repeated or read back. */
    CREATED,

    /** The same, and the last step is refused. */
    REFUSED,

    /** A second SIM card in the post: nobody can tell whether it was sent. */
    POSTED
  }

  /** What is under way. */
  enum Place {
    BEFORE_THE_CALL("before the call of"),
    BEFORE_THE_ANSWER("after the call of"),
    HELD("held for an operator at"),
    TOLD("after the delivery of the");

    private final String words;

    Place(String words) {
      this.words = words;
    }
  }

  static final String UNDO = ".undo";
  static final String POST = "ship";
  private static final String LAST_ACTION = "start-charging";

  /** All of a plan: before and after each call, back and forth, and before it is recorded. */
  static List<Boundary> of(Plan plan) {
    List<Boundary> all = new ArrayList<>();
    for (boolean localFirst : List.of(true, false)) {
      for (PlanStep step : plan.steps()) {
        addBothSides(all, Story.CREATED, localFirst, step.name());
      }
      PlanStep last = plan.steps().getLast();
      all.add(new Boundary(Story.CREATED, localFirst, Place.HELD, last.name()));
      all.add(new Boundary(Story.CREATED, localFirst, Place.TOLD, "success_event"));
      all.add(new Boundary(Story.REFUSED, localFirst, Place.BEFORE_THE_ANSWER, last.name()));
      for (PlanStep step : plan.steps().reversed()) {
        if (step.undo() != null) {
          addBothSides(all, Story.REFUSED, localFirst, step.name() + UNDO);
        }
      }
      all.add(new Boundary(Story.REFUSED, localFirst, Place.HELD, "reserve-sim" + UNDO));
      all.add(new Boundary(Story.REFUSED, localFirst, Place.TOLD, "error_event"));
    }
    addBothSides(all, Story.POSTED, true, POST);
    return all;
  }

  private static void addBothSides(List<Boundary> all, Story story, boolean localFirst, String at) {
    all.add(new Boundary(story, localFirst, Place.BEFORE_THE_CALL, at));
    all.add(new Boundary(story, localFirst, Place.BEFORE_THE_ANSWER, at));
  }

  /** Whether it is in a local attempt, which lasts for two seconds at the most. */
  boolean isInLocalAttempt() {
    return localFirst
        && story != Story.POSTED
        && place != Place.HELD
        && !at.endsWith(UNDO)
        && !at.equals("error_event");
  }

  /** The service id that makes the simulated back ends take part. */
  String serviceId(int number) {
    List<String> script = new ArrayList<>();
    if (story == Story.REFUSED) {
      script.add("refuse-" + LAST_ACTION);
    }
    if (place == Place.HELD) {
      script.add(at.endsWith(UNDO) ? "expired-release-sim" : "expired-" + LAST_ACTION);
    }
    return script.isEmpty() ? "watch-" + number : "sim-" + String.join(".", script) + "~" + number;
  }

  /** As the report shows it. */
  @Override
  public String toString() {
    String mode = localFirst ? "local first" : "plain";
    String story = this.story.name().toLowerCase(Locale.ROOT);
    return "%s, %s: %s %s".formatted(mode, story, place.words, at);
  }
}
