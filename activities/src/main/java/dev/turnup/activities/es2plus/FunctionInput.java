package dev.turnup.activities.es2plus;

import dev.turnup.workflows.identifier.Eid;
import dev.turnup.workflows.identifier.Iccid;
import dev.turnup.workflows.provisioning.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of a function's body, but for its header, from what is known of the operation. */
final class FunctionInput {

  /** With or without its padding (SGP.22, section 6.5.2). */
  private static final Pattern ICCID = Pattern.compile("[0-9]{19}[0-9Ff]?");

  private static final Pattern MATCHING_ID = Pattern.compile("[-0-9A-Z]*");

  private final Facts facts;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private @Nullable String fault;

  private FunctionInput(Facts facts) {
    this.facts = facts;
  }

  /** What the function is told; has a fault if it cannot be told what it needs. */
  static FunctionInput of(Es2PlusFunction function, Facts facts) {
    FunctionInput input = new FunctionInput(facts);
    switch (function) {
      case DOWNLOAD_ORDER -> input.downloadOrder();
      case CONFIRM_ORDER -> input.confirmOrder();
      case RELEASE_PROFILE -> input.releaseProfile();
      case CANCEL_ORDER -> input.cancelOrder();
    }
    return input;
  }

  /** The text as an ICCID without padding; null if it is none. */
  static @Nullable String iccid(@Nullable String text) {
    return text != null && ICCID.matcher(text).matches() ? Iccid.canonical(text) : null;
  }

  /** Table 22. */
  private void downloadOrder() {
    eid();
    iccid();
    tell("profileType", "profile_type");
    if (!facts.has("iccid") && !facts.has("profile_type")) {
      found("neither of the facts 'iccid' and 'profile_type' is known");
    }
  }

  /** Table 25. */
  private void confirmOrder() {
    neededIccid();
    eid();
    String matchingId = facts.text("matching_id");
    if (matchingId != null && !MATCHING_ID.matcher(matchingId).matches()) {
      found("the fact 'matching_id' is malformed (expected: " + MATCHING_ID.pattern() + ")");
    }
    tell("matchingId", "matching_id");
    tell("confirmationCode", "confirmation_code");
    tell("smdsAddress", "smds_address");
    members.put("releaseFlag", "true".equals(facts.text("release_at_confirm")));
  }

  /** Table 31. */
  private void releaseProfile() {
    neededIccid();
  }

  /** Table 28. The SM-DP+ cancels only for one who knows what it has bound to the order. */
  private void cancelOrder() {
    neededIccid();
    eid();
    tell("matchingId", "matching_id");
    members.put("finalProfileStatusIndicator", "Available");
  }

  private void neededIccid() {
    if (!facts.has("iccid")) {
      found("the fact 'iccid' is not known");
    }
    iccid();
  }

  private void iccid() {
    String told = facts.text("iccid");
    String iccid = iccid(told);
    if (iccid != null) {
      members.put("iccid", iccid);
    } else if (told != null) {
      found("the fact 'iccid' is malformed (expected: " + ICCID.pattern() + ")");
    }
  }

  private void eid() {
    String eid = facts.text("eid");
    if (eid != null && !Eid.isWellFormed(eid)) {
      found("the fact 'eid' is malformed (expected: 32 digits)");
    }
    tell("eid", "eid");
  }

  private void tell(String member, String fact) {
    String value = facts.text(fact);
    if (value != null) {
      members.put(member, value);
    }
  }

  private void found(String what) {
    fault = fault == null ? what : fault;
  }

  Map<String, Object> members() {
    return members;
  }

  /** Why it must not be sent, naming facts but no values; null if it may be. */
  @Nullable String fault() {
    return fault;
  }
}
