package dev.turnup.workflows.esim;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a profile has come on its way to the device, as the SM-DP+ told it (GSMA SGP.22 v2.2,
 * section 5.3.5). Nothing of it is personal.
 *
 * @param point the notification point: 1 eligibility and retry limit, 2 confirmation failed, 3
 *     download, 4 installation; others mean nothing here
 * @param succeeded whether that went well
 * @param subjectCode what failed, such as {@code 8.8.5}; null if it was not told
 * @param reasonCode why, such as {@code 3.8}; null if it was not told
 * @param at when it happened, by the clock of the SM-DP+
 */
public record DownloadProgress(
    int point,
    boolean succeeded,
    @Nullable String subjectCode,
    @Nullable String reasonCode,
    Instant at) {

  private static final int FIRST_POINT = 1;
  private static final int DOWNLOAD = 3;
  private static final int INSTALLATION = 4;

  /** The user refused; too many attempts to download; too many wrong confirmation codes. */
  private static final Set<String> FINAL_CODES = Set.of("8.8.5/3.8", "8.8.5/6.4", "8.2.7/6.4");

  /** Whether the point is one that SGP.22 defines: those from 100 on are private. */
  @JsonIgnore
  public boolean isDefined() {
    return point >= FIRST_POINT && point <= INSTALLATION;
  }

  /** Whether the profile is on its way to the device. */
  @JsonIgnore
  public boolean isDownloaded() {
    return point == DOWNLOAD && succeeded;
  }

  /** Whether the profile is on the device. */
  @JsonIgnore
  public boolean isInstalled() {
    return point == INSTALLATION && succeeded;
  }

  /** Whether the order of the profile has failed for good; it is in state Error at the SM-DP+. */
  @JsonIgnore
  public boolean isFinalFailure() {
    return isDefined()
        && !succeeded
        && (point == INSTALLATION || FINAL_CODES.contains(subjectCode + "/" + reasonCode));
  }

  /** The subject and reason code, such as {@code 8.8.5/3.8}; null if there is none. */
  @JsonIgnore
  public @Nullable String code() {
    return subjectCode == null || reasonCode == null ? null : subjectCode + "/" + reasonCode;
  }
}
