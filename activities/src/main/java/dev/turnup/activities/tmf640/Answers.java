package dev.turnup.activities.tmf640;

import dev.turnup.workflows.provisioning.Facts;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What our steps answer for their own undo. The names are stored in histories. */
final class Answers {

  /** The id of the service that the step made. */
  static final String ID = "id";

  /** Where the system says that service is. */
  static final String HREF = "href";

  /**
   * The id of the service that the step changed. Another name than {@link #ID}, so that an undo can
   * never take a service away that was there before.
   */
  static final String MODIFIED = "modified";

  /** What that service said before. */
  static final String PREVIOUS = "previous";

  private static final Set<String> OURS = Set.of(ID, HREF, MODIFIED, PREVIOUS);

  private Answers() {}

  /** What the step itself has answered under this name; null if nothing is known of it. */
  static @Nullable Object own(StepRequest request, String name) {
    return request.results().getOrDefault(request.step(), Map.of()).get(name);
  }

  /** What the step itself has answered under this name, if it is a text; null otherwise. */
  static @Nullable String ownText(StepRequest request, String name) {
    return own(request, name) instanceof String text && !text.isBlank() ? text : null;
  }

  /**
   * What was known when the deed was done, without the bookkeeping of steps. An undo is told what
   * came later too, and has to want the same as its deed did.
   */
  static Map<String, Object> facts(StepRequest request) {
    Map<String, Map<String, Object>> before = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, Object>> result : request.answers().entrySet()) {
      if (result.getKey().equals(request.step())) {
        break;
      }
      Map<String, Object> answer = new LinkedHashMap<>(result.getValue());
      answer.keySet().removeAll(OURS);
      before.put(result.getKey(), answer);
    }
    before.put(StepRequest.CORRECTIONS, request.corrections());
    return new Facts(request.order(), before).all();
  }
}
