package dev.turnup.activities.callback;

import dev.turnup.workflows.callback.CallbackNotice;
import java.net.URI;

/** A valid notice to begin a test with; each method changes one thing. */
record Notices(URI address, String title, String serviceId, int earlierAttempts) {

  static final String CORRELATION_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

  static Notices to(URI address) {
    return new Notices(address, "Completed", "612123456", 0);
  }

  Notices titled(String otherTitle) {
    return new Notices(address, otherTitle, serviceId, earlierAttempts);
  }

  Notices withoutServiceId() {
    return new Notices(address, title, "", earlierAttempts);
  }

  Notices afterAttempts(int attempts) {
    return new Notices(address, title, serviceId, attempts);
  }

  CallbackNotice toNotice() {
    return new CallbackNotice(
        CORRELATION_ID, address, "SUCCESS", title, serviceId, earlierAttempts);
  }
}
