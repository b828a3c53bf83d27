package dev.turnup.activities.tmf640;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.activities.StepRequests;
import dev.turnup.workflows.provisioning.StepRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void countLessThanWhatAnOperatorCorrectedSince() {
    StepRequest request =
        Deeds.action("add-sim")
            .after("reserve", Map.of("imsi", "1"))
            .corrected(Map.of("imsi", "2"))
            .toRequest();

    assertThat(Answers.facts(request)).containsEntry("imsi", "2");
  }

  /** What the deed itself answered comes before the correction that it was done with. */
  @Test
  void tellAnUndoTheCorrectionsOfItsDeed() {
    Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    results.put("reserve", Map.of("imsi", "1"));
    results.put("activate", Map.of("id", "svc-1"));
    results.put("later", Map.of("imsi", "3"));
    results.put(StepRequest.CORRECTIONS, Map.of("imsi", "2"));
    StepRequest undo = new StepRequests("network", "add-sim", Deeds.KEY, results).toRequest();

    assertThat(Answers.facts(undo)).containsEntry("imsi", "2").doesNotContainKey("id");
  }
}
