package dev.turnup.workflows.provisioning;

import java.util.List;

/** What a step may wait for that no system can be asked. */
public enum WaitsFor {
  /** The device has installed the eSIM profile, as the SM-DP+ reports by itself. */
  ESIM_INSTALLATION;

  /** The facts by which the report is recognised. */
  public List<String> needs() {
    return switch (this) {
      case ESIM_INSTALLATION -> List.of("iccid", "eid");
    };
  }
}
