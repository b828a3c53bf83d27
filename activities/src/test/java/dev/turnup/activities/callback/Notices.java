package dev.turnup.activities.callback;

import dev.turnup.workflows.callback.CallbackNotice;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A valid notice to begin a test with; each method changes one thing. */
record Notices(
    String partner, URI address, String title, String serviceId, @Nullable Boolean sample) {

  static final String CORRELATION_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  static final String WEBHOOK_ID = "msg_0a1b2c3d4e5f60718293a4b5c6d7e8f9";

  static Notices to(URI address) {
    return new Notices("acme", address, "Completed", "612123456", null);
  }

  Notices of(String otherPartner) {
    return new Notices(otherPartner, address, title, serviceId, sample);
  }

  Notices titled(String otherTitle) {
    return new Notices(partner, address, otherTitle, serviceId, sample);
  }

  Notices withoutServiceId() {
    return new Notices(partner, address, title, "", sample);
  }

  Notices asASample() {
    return new Notices(partner, address, title, serviceId, true);
  }

  CallbackNotice toNotice() {
    return new CallbackNotice(
        CORRELATION_ID, WEBHOOK_ID, partner, address, "SUCCESS", title, serviceId, sample);
  }
}
