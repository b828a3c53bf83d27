package dev.turnup.api.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnup.api.problem.ProblemCode;
import dev.turnup.workflows.operation.OutcomeCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;

/** Every code, with what to do when it is met. The lists are closed for this version of the API. */
record Catalogue(List<Refusal> refusals, List<Ending> outcomes) {

  /** The code of an answer that is no 2xx. */
  record Refusal(int status, String code, String title, String next) {

    static Refusal of(ProblemCode code) {
      return new Refusal(code.status().value(), code.name(), code.title(), code.next());
    }
  }

  /** The code of a callback. */
  record Ending(
      @Schema(allowableValues = {"success_event", "error_event"}) String event,
      @JsonProperty("class")
          @Schema(description = "The kind of end, the same for codes that differ in words only")
          String kind,
      String code,
      String title,
      String next) {

    static Ending of(OutcomeCode code) {
      return new Ending(
          code.isSuccess() ? "success_event" : "error_event",
          code.kind().name(),
          code.name(),
          code.title(),
          code.next());
    }
  }

  static Catalogue whole() {
    return new Catalogue(
        Arrays.stream(ProblemCode.values()).map(Refusal::of).toList(),
        Arrays.stream(OutcomeCode.values()).map(Ending::of).toList());
  }
}
