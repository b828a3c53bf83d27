package dev.turnup.standalone.simulator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of things that actions over plain HTTP and JSON leave at a back end. */
enum Kind {
  NUMBERS("numbers", "reserve-number"),
  SIMS("sims", "reserve-sim"),
  BOXES("boxes", "assign-box"),
  ACTIVE_BOXES("activeBoxes", "activate-box"),
  REMOVED_BOXES("removedBoxes", "remove-old-box"),
  DEVICES("devices", "reserve-device"),
  REPLACED_DEVICES("replacedDevices", "replace-device"),
  ACCOUNTS("accounts", "open-account"),
  PRODUCTS("products", "add-products"),
  LICENCES("licences", "create-licence"),
  LICENCE_MOVES("licenceMoves", "move-licence"),
  ACTIVATION_LINKS("activationLinks", "send-activation-link"),
  POLICIES("policies", "issue-policy"),
  ENDORSEMENTS("endorsements", "endorse-policy"),
  SHIPMENTS("shipments", "ship-sim"),
  CHARGES("charges", "start-charging"),

  /** What an action of somebody's own plan leaves. */
  OTHERS("others", "");

  private final String word;
  private final String action;

  Kind(String word, String action) {
    this.word = word;
    this.action = action;
  }

  static Kind leftBy(String action) {
    Optional<Kind> known =
        Arrays.stream(values()).filter(kind -> kind.action.equals(action)).findFirst();
    return known.orElse(OTHERS);
  }

  @JsonValue
  String word() {
    return word;
  }
}
