package dev.turnup.workflows.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a back end is asked to do.
 *
 * @param correlationId the operation's id
 * @param partner who asked for the operation
 * @param serviceType the kind of service
 * @param step the step's name in its plan
 * @param system the back end's configured name
 * @param action what to do there
 * @param idempotencyKey the same over all attempts of this deed, and of no other deed
 * @param undoes the idempotency key of the deed to take back; null for a deed
 * @param undoneAction the action of the deed to take back; null for a deed
 * @param effectiveDate from when an undo is to count: when it began, the same over all attempts;
 *     null for a deed
 * @param whenAnswerIsLost what may be done without knowing whether the deed has happened
 * @param readBack whom to ask that; null if the system itself knows by its protocol
 * @param reference what the system handed out to follow its work by, for an undo that of the deed;
 *     null if it did not
 * @param unseenUntil until when another try of the deed may be at work of which nobody has heard,
 *     so that what comes of it cannot be seen yet; null if there is none
 * @param order what the partner said: {@code service_id}, {@code service_details} and so on
 * @param results what the steps before answered, by step name; for an undo, the deed's own too; and
 *     under {@link #CORRECTIONS} what operators corrected since
 */
public record StepRequest(
    String correlationId,
    String partner,
    ServiceType serviceType,
    String step,
    String system,
    String action,
    String idempotencyKey,
    @Nullable String undoes,
    @Nullable String undoneAction,
    @Nullable Instant effectiveDate,
    LostAnswer whenAnswerIsLost,
    @Nullable ReadBack readBack,
    @Nullable String reference,
    @Nullable Instant unseenUntil,
    Map<String, Object> order,
    Map<String, Map<String, Object>> results) {

  /** Stands among the results, as it counts more than those before it; no step can be called so. */
  public static final String CORRECTIONS = "(corrections)";

  /**
   * @throws IllegalArgumentException if it says in part only what it undoes
   */
  public StepRequest {
    if ((undoes == null) != (undoneAction == null)) {
      throw new IllegalArgumentException("undoes and undoneAction: one without the other");
    }
  }

  /** What steps answered, by step name. */
  @JsonIgnore
  public Map<String, Map<String, Object>> answers() {
    Map<String, Map<String, Object>> answers = new LinkedHashMap<>(results);
    answers.remove(CORRECTIONS);
    return answers;
  }

  /** What operators corrected, by the names of facts. It counts more than older answers. */
  @JsonIgnore
  public Map<String, Object> corrections() {
    return results.getOrDefault(CORRECTIONS, Map.of());
  }

  /**
   * The same request, to be followed by what the system handed out.
   *
   * @param soFar what the system answered when it took the request
   */
  public StepRequest following(String handedOut, Map<String, Object> soFar) {
    return knowing(handedOut, unseenUntil, soFar.isEmpty() ? results : with(soFar));
  }

  /** The same request, now that this is known to be what its deed was answered. */
  public StepRequest answered(Map<String, Object> answer) {
    return knowing(reference, unseenUntil, with(answer));
  }

  /** The same request, while another try of the deed may be at work until then. */
  public StepRequest besideAnotherTry(@Nullable Instant until) {
    return knowing(reference, until, results);
  }

  private Map<String, Map<String, Object>> with(Map<String, Object> answer) {
    Map<String, Map<String, Object>> known = new LinkedHashMap<>(results);
    known.put(step, answer);
    return known;
  }

  private StepRequest knowing(
      @Nullable String handedOut,
      @Nullable Instant unseen,
      Map<String, Map<String, Object>> answers) {
    return new StepRequest(
        correlationId,
        partner,
        serviceType,
        step,
        system,
        action,
        idempotencyKey,
        undoes,
        undoneAction,
        effectiveDate,
        whenAnswerIsLost,
        readBack,
        handedOut,
        unseen,
        order,
        answers);
  }

  /** The deed that this takes back, under its own key; itself if it takes none back. */
  @JsonIgnore
  public StepRequest deed() {
    return undoneAction == null ? this : deedAt(system, undoneAction, reference);
  }

  /** Whether the deed of this has happened: a question to whom the plan says, under its key. */
  @JsonIgnore
  public StepRequest question() {
    return readBack == null
        ? deedAt(system, undoneAction == null ? action : undoneAction, null)
        : deedAt(readBack.system(), readBack.action(), null);
  }

  private StepRequest deedAt(String asked, String what, @Nullable String handedOut) {
    return new StepRequest(
        correlationId,
        partner,
        serviceType,
        step,
        asked,
        what,
        undoes == null ? idempotencyKey : undoes,
        null,
        null,
        null,
        whenAnswerIsLost,
        readBack,
        handedOut,
        unseenUntil,
        order,
        results);
  }

  /** Whether to look whether the deed has happened before it is done, repeated or taken back. */
  @JsonIgnore
  public boolean readsBack() {
    return whenAnswerIsLost == LostAnswer.READ_BACK;
  }

  /** All that is known of the operation. */
  @JsonIgnore
  public Facts facts() {
    return new Facts(order, results);
  }
}
