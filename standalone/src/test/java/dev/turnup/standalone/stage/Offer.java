package dev.turnup.standalone.stage;

import dev.turnup.standalone.simulator.ScriptedIccid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is offered by the shipped plans, and what exists at the back ends when it is done. */
public enum Offer {
  APPLEWATCH("applewatch", "secondary_", Made.COMPANION_ESIM, "eSIM", Made.OTHER_ESIM),

  MULTISIM("multisim", "secondary_", Made.COMPANION_ESIM, "eSIM", Made.OTHER_ESIM),

  MULTISIM_BY_POST("multisim", null, Made.COMPANION_CARD, "SIM", Made.OTHER_CARD),

  MOBILE("mobile", null, Made.LINE, "eSIM", Made.OTHER_ESIM),

  TV("tv", null, "accounts, products, boxes, charges", "STB", "boxes, activeBoxes, removedBoxes"),

  DATASHARING(
      "datasharing",
      null,
      "create-group active, refresh-policy active, charges",
      "SIM",
      Made.CARD_AT_HAND),

  SECURITY("security", null, "licences, activationLinks, charges", "SMARTPHONE", "licenceMoves"),

  DEVICEINSURANCE("deviceinsurance", null, "policies, charges", "SMARTPHONE", "endorsements");

  /** What several of them make, or one that makes much. */
  private static final class Made {

    static final String COMPANION_ESIM =
        "sims, profile Released, add-secondary-sim active, attach-to-plan active, charges";

    static final String COMPANION_CARD =
        "sims, add-secondary-sim active, attach-to-plan active, shipments, charges";

    static final String LINE =
        "numbers, sims, add-subscriber active, add-voice active, open-account active,"
            + " set-barrings active, charges";

    /** That the old SIM is retired is no kind of its own. */
    static final String CARD_AT_HAND = "sims, add-sim active, changed service, others";

    static final String OTHER_CARD = "sims, add-sim active, shipments, changed service, others";

    static final String OTHER_ESIM =
        "sims, profile Released, add-sim active, changed service, others";
  }

  private final String serviceType;
  private final @Nullable String esimPrefix;
  private final String madeForService;
  private final String category;
  private final String madeForDevice;

  Offer(
      String serviceType,
      @Nullable String esimPrefix,
      String madeForService,
      String category,
      String madeForDevice) {
    this.serviceType = serviceType;
    this.esimPrefix = esimPrefix;
    this.madeForService = madeForService;
    this.category = category;
    this.madeForDevice = madeForDevice;
  }

  /** A wish for a new service, with which all goes well. */
  public Wish service() {
    return service("");
  }

  /** A wish for a new service, and what goes wrong, as in {@link Wish}. */
  public Wish service(String troubles) {
    return Wish.troubled(serviceType, details(), category, esimPrefix, troubles);
  }

  private Map<String, Object> details() {
    return switch (this) {
      case TV -> Map.of("products", List.of("SPORTS"));
      case DEVICEINSURANCE -> Map.of("imei", "490154203237518");
      case APPLEWATCH, MULTISIM, MULTISIM_BY_POST, MOBILE, DATASHARING, SECURITY -> Map.of();
    };
  }

  /** A wish for another device, with which all goes well. */
  public Wish device() {
    return device("");
  }

  /** A wish for another device, and what goes wrong. */
  public Wish device(String troubles) {
    String prefix = category.equals("eSIM") ? "" : null;
    // A card that the customer has is known by its number; any other is posted.
    Map<String, Object> details =
        madeForDevice.equals(Made.CARD_AT_HAND)
            ? Map.of("iccid", ScriptedIccid.ordinary())
            : Map.of();
    return Wish.troubled(serviceType, details, category, prefix, troubles);
  }

  /** What a new service is at the back ends, as {@link Operation#atTheBackEnds} has it. */
  public List<String> madeForService() {
    return List.of(madeForService.split(", ", -1));
  }

  /** What another device is at the back ends. */
  public List<String> madeForDevice() {
    return List.of(madeForDevice.split(", ", -1));
  }
}
