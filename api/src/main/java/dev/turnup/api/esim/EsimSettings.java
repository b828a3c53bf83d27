package dev.turnup.api.esim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done with the reports of an SM-DP+, and who may send them.
 *
 * @param awaitInstallation whether the shipped plans wait for the installation; read by plans.yml
 * @param progress which reports are handed on; null for {@code ALL} if any plan waits for an
 *     installation, and {@code AWAITED} if none does
 * @param clients the common names (CN) of the client certificates that may report; others need a
 *     token
 */
@ConfigurationProperties(value = "turnup.esim", ignoreUnknownFields = false)
public record EsimSettings(
    @DefaultValue("false") boolean awaitInstallation,
    @Nullable Progress progress,
    @DefaultValue List<String> clients) {

  /** Which reports are handed on. */
  public enum Progress {
    /** All of them, and kept for a month, as an operation may come to wait later. */
    ALL,

    /** Those of profiles for which an operation waits already; nothing is kept of the others. */
    AWAITED
  }

  public EsimSettings {
    clients = List.copyOf(clients);
    if (clients.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "turnup.esim.clients: one is blank (expected: the CN of a client certificate)");
    }
  }
}
