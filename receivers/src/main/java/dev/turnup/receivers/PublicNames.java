package dev.turnup.receivers;

import java.util.Set;

/** Which names the public DNS can know. */
final class PublicNames {

  /**
   * Special-use names (IANA's registry by RFC 6761; without {@code example}, which belongs to
   * documentation), {@code internal} as ICANN reserved it in 2024, and what private networks call
   * themselves (RFC 6762, appendix G).
   */
  private static final Set<String> NEVER_PUBLIC =
      Set.of(
          "alt",
          "arpa",
          "corp",
          "home",
          "internal",
          "intranet",
          "invalid",
          "lan",
          "local",
          "localdomain",
          "localhost",
          "onion",
          "private",
          "test");

  private PublicNames() {}

  /** False for names of one label, too: only a search list makes something of them. */
  static boolean maybe(String name) {
    int lastDot = name.lastIndexOf('.');
    return lastDot > 0 && !NEVER_PUBLIC.contains(name.substring(lastDot + 1));
  }
}
