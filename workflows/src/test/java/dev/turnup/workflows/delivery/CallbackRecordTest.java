package dev.turnup.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnup.workflows.callback.AddressClass;
import dev.turnup.workflows.callback.CallbackAttempt;
import dev.turnup.workflows.callback.CallbackError;
import dev.turnup.workflows.callback.CallbackNotice;
import dev.turnup.workflows.callback.CallbackReport;
import dev.turnup.workflows.callback.CallbackState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackRecordTest {

  private static final Instant AT = Instant.parse("2026-11-25T02:11:05.250Z");

  private static final CallbackAttempt UNKNOWN =
      new CallbackAttempt(AT, null, null, 3, CallbackError.DNS, null);
  private static final CallbackAttempt REFUSED =
      new CallbackAttempt(
          AT.plusSeconds(5),
          AddressClass.PUBLIC_IPV6,
          503,
          1_207,
          CallbackError.STATUS,
          "<b>not now</b>");
  private static final CallbackAttempt TAKEN =
      new CallbackAttempt(AT.plusSeconds(305), AddressClass.PUBLIC_IPV4, 204, 12, null, null);

  @Test
  void tellsOfEachAttemptWhenItWasAndWhatWeSaw() {
    assertThat(inWords(CallbackState.DELIVERED, null, UNKNOWN, REFUSED, TAKEN))
        .isEqualTo(
            """
            Callback to partner.example: delivered

            - 2026-11-25T02:11:05.250Z: **DNS** after 3 ms
            - 2026-11-25T02:11:10.250Z: **STATUS** (503) after 1207 ms (PUBLIC_IPV6)
            - 2026-11-25T02:16:10.250Z: taken (204) after 12 ms (PUBLIC_IPV4)
            - ana told the partner by other means: called them
            """);
  }

  @Test
  void tellsWhenTheNextAttemptIs() {
    assertThat(inWords(CallbackState.PENDING, AT.plusSeconds(5), UNKNOWN))
        .startsWith(
            "Callback to partner.example: not taken yet;"
                + " the next attempt is at 2026-11-25T02:11:10.250Z\n");
  }

  private static String inWords(
      CallbackState state, @Nullable Instant nextAt, CallbackAttempt... attempts) {
    CallbackNotice notice =
        new CallbackNotice(
            "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "msg_1",
            "acme",
            URI.create("https://partner.example/ok?token=secret"),
            "SERVICE_CREATED",
            "Service created",
            "612123456");
    return CallbackRecord.inWords(
        new CallbackReport(
            state,
            notice,
            attempts.length,
            List.of(attempts),
            nextAt,
            List.of("ana told the partner by other means: called them"),
            null));
  }
}
