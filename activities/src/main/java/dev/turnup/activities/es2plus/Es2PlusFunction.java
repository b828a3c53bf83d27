package dev.turnup.activities.es2plus;

import dev.turnup.activities.system.SystemFailures;
import dev.turnup.workflows.provisioning.StepRequest;

/** The functions that an SM-DP+ offers to operators (SGP.22, sections 5.3.1 to 5.3.4). */
enum Es2PlusFunction {
  /** Reserves a profile, for an eUICC if its EID is known. */
  DOWNLOAD_ORDER("download-order", "downloadOrder"),

  /** Gives the reserved profile the matching id by which a device fetches it. */
  CONFIRM_ORDER("confirm-order", "confirmOrder"),

  /** Lets devices fetch the confirmed profile. */
  RELEASE_PROFILE("release-profile", "releaseProfile"),

  /** Returns the profile to the inventory, unless a device has fetched it. */
  CANCEL_ORDER("cancel-order", "cancelOrder");

  private final String action;
  private final String path;

  Es2PlusFunction(String action, String path) {
    this.action = action;
    this.path = "/gsma/rsp2/es2plus/" + path;
  }

  /** Below the system's base-url (SGP.22, section 6.5.2). */
  String path() {
    return path;
  }

  /**
   * The function that a plan asks for.
   *
   * @throws io.temporal.failure.ApplicationFailure {@code NEEDS_OPERATOR} if there is none of this
   *     name: a fault of the plan
   */
  static Es2PlusFunction of(StepRequest request) {
    for (Es2PlusFunction function : values()) {
      if (function.action.equals(request.action())) {
        return function;
      }
    }
    // The plan travels in the order: no setting mends it, but an operator can skip or give up.
    throw SystemFailures.needsOperator(
        request,
        "is no action of ES2+: the plan's step '%s' needs one of download-order, confirm-order,"
                .formatted(request.step())
            + " release-profile and cancel-order, or another system");
  }
}
