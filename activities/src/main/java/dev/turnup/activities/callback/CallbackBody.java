package dev.turnup.activities.callback;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.turnup.workflows.callback.CallbackNotice;

/** The JSON that a partner receives: these three strings, always all of them and nothing else. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CallbackBody(String code, String title, String serviceId) {

  static CallbackBody from(CallbackNotice notice) {
    return new CallbackBody(notice.code(), notice.title(), notice.serviceId());
  }
}
