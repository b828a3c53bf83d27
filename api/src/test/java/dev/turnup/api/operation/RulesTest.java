package dev.turnup.api.operation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.api.problem.InvalidRequest;
import dev.turnup.api.schema.DetailsSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What requests over HTTP cannot show under the default settings. */
class RulesTest {

  private static final String EID_WITHOUT_CHECK_DIGITS = "89049032001234567890123456789012";

  @Test
  void checksTheDigitsOfAnEidIfAskedTo() {
    Rules strict = new Rules(true);
    strict.details(
        "service_details", Map.of("eid", EID_WITHOUT_CHECK_DIGITS), DetailsSchema.anything());

    assertThatThrownBy(strict::enforce)
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("service_details.eid");
  }

  @Test
  void checksOnlyTheFormOfAnEidOtherwise() {
    Rules lenient = new Rules(false);
    lenient.details(
        "service_details", Map.of("eid", EID_WITHOUT_CHECK_DIGITS), DetailsSchema.anything());
    assertThatCode(lenient::enforce).doesNotThrowAnyException();

    lenient.details(
        "service_details",
        Map.of("secondary_eid", "8904903200123456789012345678901"),
        DetailsSchema.anything());
    assertThatThrownBy(lenient::enforce).hasMessageContaining("service_details.secondary_eid");
  }
}
