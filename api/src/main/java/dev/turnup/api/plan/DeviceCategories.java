package dev.turnup.api.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The categories of devices, in the spelling of the published API, the last one too. */
public final class DeviceCategories {

  public static final Set<String> ALL =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "STB",
                  "SMARTWATCH",
                  "TABLET",
                  "ROUTER",
                  "PBX",
                  "SMARTPHONE",
                  "WIFI_EXTENDER",
                  "OTHER",
                  "SIM",
                  "eSIM")));

  private DeviceCategories() {}
}
