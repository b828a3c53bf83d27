package dev.turnup.activities.tmf640;

import dev.turnup.workflows.provisioning.StepRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What work is followed by: the path of its monitor or service below the system's base-url, or that
 * it is to be looked for. They hold for any worker at any later time, lead nowhere but to the
 * system, and carry nothing personal, as operators see them.
 */
final class References {

  /** There is nothing to ask, so the services themselves are looked at. */
  static final String LOOK = "look";

  private static final String MONITOR = "/monitor/";
  private static final String SERVICE = "/service/";

  /** One segment (RFC 3986, section 3.3) that is neither "." nor ".." and hides no slash. */
  private static final Pattern OURS =
      Pattern.compile(
          "/(monitor|service)/"
              + "(?!\\.{1,2}$)(?!.*%(2[eEfF]|5[cC]|00))"
              + "([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){1,600}");

  /** Shorter facts, such as a category, say nothing of anybody and are found in many ids. */
  private static final int SHORTEST_PERSONAL = 6;

  private References() {}

  /** The path of the service with this id. */
  static String toService(String id) {
    return SERVICE + segment(id);
  }

  /** The path of the monitor with this id. */
  static String toMonitor(String id) {
    return MONITOR + segment(id);
  }

  /**
   * Whether a service with this id can be asked for. An id that reads as a path, once a server or a
   * proxy has decoded it, could lead anywhere in the system, and partners may have written it.
   */
  static boolean canBeId(String id) {
    return OURS.matcher(toService(id)).matches();
  }

  static boolean isMonitor(String reference) {
    return reference.startsWith(MONITOR) && OURS.matcher(reference).matches();
  }

  static boolean isService(String reference) {
    return reference.startsWith(SERVICE) && OURS.matcher(reference).matches();
  }

  /** The path as a reference, or {@link #LOOK} if it is not fit to be one. */
  static String of(StepRequest request, String path) {
    return OURS.matcher(path).matches() && !isTelling(request, path) ? path : LOOK;
  }

  /**
   * The path below the base-url that an address of the system's leads to; empty if it leads
   * anywhere else, to another host above all.
   *
   * @param base null if it is not known, and then an address with a host in it leads elsewhere
   */
  static Optional<String> below(@Nullable URI base, @Nullable String href) {
    URI address = parsed(href);
    if (address == null
        || address.getRawPath() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      return Optional.empty();
    }
    boolean namesHost = address.isAbsolute() || address.getRawAuthority() != null;
    if (namesHost && !isSameHost(base, address)) {
      return Optional.empty();
    }
    String path = address.getRawPath();
    // Some leave the base-url's path away, or the slash; with a host it has to be whole.
    String bare = path.startsWith("/") ? path : "/" + path;
    return Stream.of(withoutRoot(base, path), namesHost ? "" : bare)
        .filter(candidate -> OURS.matcher(candidate).matches())
        .findFirst();
  }

  private static String withoutRoot(@Nullable URI base, String path) {
    String root = base == null || base.getRawPath() == null ? "" : base.getRawPath();
    String prefix = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
  }

  /** The text as one segment of a path, or one value of a query. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static @Nullable URI parsed(@Nullable String href) {
    try {
      return href == null ? null : new URI(href);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isSameHost(@Nullable URI base, URI address) {
    return base != null
        && base.getScheme() != null
        && base.getScheme().equalsIgnoreCase(address.getScheme())
        && base.getHost() != null
        && base.getHost().equalsIgnoreCase(address.getHost())
        && address.getRawUserInfo() == null
        && port(base) == port(address);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme().toLowerCase(Locale.ROOT)) ? 443 : 80;
  }

  /** Whether an identifier of the customer's is in it, as in the ids of systems that mint none. */
  private static boolean isTelling(StepRequest request, String path) {
    String plain = URLDecoder.decode(path, StandardCharsets.UTF_8);
    return Answers.facts(request).values().stream()
        .map(Json::tree)
        .flatMap(Json::scalars)
        .anyMatch(fact -> fact.length() >= SHORTEST_PERSONAL && plain.contains(fact));
  }
}
