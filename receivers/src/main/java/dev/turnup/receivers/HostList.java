package dev.turnup.receivers;

import java.util.List;

/** The hosts that are allowed; all of them if none is named. */
final class HostList {

  private static final String ANY_BELOW = "*.";

  private final List<String> entries;

  /**
   * @param setting where the entries come from, for the complaint about a wrong one
   * @throws IllegalArgumentException if an entry is neither a host in canonical form nor such a
   *     name after {@code *.}
   */
  HostList(String setting, List<String> entries) {
    for (String entry : entries) {
      boolean suffix = entry.startsWith(ANY_BELOW);
      String host = suffix ? entry.substring(ANY_BELOW.length()) : entry;
      if (suffix ? !HostForm.isName(host) : !HostForm.isHost(host)) {
        throw new IllegalArgumentException(
            ("%s: '%s' (expected: a host in lower case such as callbacks.partner.example, or"
                    + " *.partner.example)")
                .formatted(setting, entry));
      }
    }
    this.entries = List.copyOf(entries);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether an entry names the host; an empty list names none. */
  boolean names(String host) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.startsWith(ANY_BELOW)
                    ? host.endsWith(entry.substring(1)) && host.length() >= entry.length()
                    : host.equals(entry));
  }
}
