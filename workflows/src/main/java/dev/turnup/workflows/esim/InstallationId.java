package dev.turnup.workflows.esim;

import dev.turnup.workflows.identifier.Iccid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name under which everybody finds what is known of one profile for one device: the id of the
 * workflow {@link EsimInstallation}. A digest of ICCID and EID, as ids of workflows are shown to
 * all who may list them, and neither is to be read there. Both together have far too many digits to
 * be guessed; whoever knows one of them already might find the other by trying.
 */
public record InstallationId(String workflowId) {

  private static final String PREFIX = "esim-";

  /**
   * The name for a profile and a device. The padding of the ICCID makes no difference.
   *
   * @param iccid not empty
   */
  public static InstallationId of(String iccid, String eid) {
    return new InstallationId(PREFIX + digest(Iccid.canonical(iccid) + "|" + eid));
  }

  private static String digest(String digits) {
    // All of it is ASCII, if it is what it should be.
    byte[] bytes = new byte[digits.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) digits.charAt(i);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
