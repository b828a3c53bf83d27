package dev.turnup.activities.es2plus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a function failed, in numbers with dots (SGP.22, section 5.2.6).
 *
 * @param subject what the failure is about, such as 8.2.1, the ICCID of a profile
 * @param reason such as 3.9, unknown
 */
record StatusCode(String subject, String reason) {

  /** Too narrow for an ICCID or EID, so that a code may be shown. */
  private static final Pattern CODE = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,2}){0,3}");

  /** The code in {@code statusCodeData}; null if there is none, or none that may be shown. */
  static @Nullable StatusCode from(JsonNode statusCodeData) {
    String subject = code(statusCodeData.path("subjectCode"));
    String reason = code(statusCodeData.path("reasonCode"));
    return subject == null || reason == null ? null : new StatusCode(subject, reason);
  }

  /** Texts only: as a number, 3.10 would be 3.1. */
  private static @Nullable String code(JsonNode said) {
    String text = said.isTextual() ? said.textValue().strip() : "";
    return CODE.matcher(text).matches() ? text : null;
  }

  @Override
  public String toString() {
    return subject + "/" + reason;
  }
}
