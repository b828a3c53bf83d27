package dev.turnup.workflows.esim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a letter box, for when its history is begun anew.
 *
 * @param watches the operations that wait
 * @param latest the latest report of each notification point, by their order
 * @param installed whether it was ever reported as installed
 * @param failure the latest final failure; null if there was none
 */
public record InstallationLetters(
    List<InstallationWatch> watches,
    List<DownloadProgress> latest,
    boolean installed,
    @Nullable DownloadProgress failure) {

  public InstallationLetters {
    watches = List.copyOf(watches);
    latest = List.copyOf(latest);
  }
}
