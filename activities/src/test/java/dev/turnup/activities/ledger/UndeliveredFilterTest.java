package dev.turnup.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.workflows.redelivery.UndeliveredQuery;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndeliveredFilterTest {

  private static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-25T02:00:00Z");
  private static final String ALL =
      "StartTime < '2026-11-25T02:00:00Z'"
          + " AND WorkflowType IN ('CreateService', 'UpdateServiceDevice', 'CallbackRedelivery')"
          + " AND ((CallbackState = 'UNDELIVERABLE' AND CloseTime >= '2026-11-24T00:00:00Z')"
          + " OR (CallbackState = 'PENDING' AND (ExecutionStatus = 'Running'"
          + " OR CloseTime >= '2026-11-24T00:00:00Z')))";

  @Test
  void asksForAll() {
    assertThat(UndeliveredFilter.of(query(null, null))).isEqualTo(ALL);
  }

  @Test
  void asksForThoseOfAPartnerAtAHost() {
    assertThat(UndeliveredFilter.of(query("acme", "partner.example:8443")))
        .isEqualTo(ALL + " AND Partner = 'acme' AND CallbackHost = 'partner.example:8443'");
  }

  @Test
  void leavesOutWhatIsFinalIfThatIsWanted() {
    UndeliveredQuery query =
        new UndeliveredQuery(null, "partner.example", SINCE, UNTIL, true, null);

    assertThat(UndeliveredFilter.of(query))
        .contains(
            "CallbackState = 'UNDELIVERABLE' AND CloseTime >= '2026-11-24T00:00:00Z'"
                + " AND CallbackError NOT IN ('GONE', 'FORBIDDEN_ADDRESS')) OR ");
  }

  /** Nobody asked for that: what somebody ended stays ended. */
  @Test
  void leavesOutWhatSomebodyEndedToo() {
    UndeliveredQuery query =
        new UndeliveredQuery(null, "partner.example", SINCE, UNTIL, true, null);

    assertThat(UndeliveredFilter.of(query))
        .contains(" OR (CallbackState = 'PENDING' AND (ExecutionStatus = 'Running')))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"' OR 'a' = 'a", "\"", "\\", "", "a\nb"})
  void refusesWhatWouldBecomePartOfTheQuestion(String value) {
    assertThatThrownBy(() -> UndeliveredFilter.of(query(value, null)))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("Partner");
    assertThatThrownBy(() -> UndeliveredFilter.of(query(null, value)))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("CallbackHost");
  }

  private static UndeliveredQuery query(@Nullable String partner, @Nullable String host) {
    return new UndeliveredQuery(partner, host, SINCE, UNTIL, null, null);
  }
}
