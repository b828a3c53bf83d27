package dev.turnup.activities.system;

import dev.turnup.activities.http.Addresses;
import dev.turnup.activities.oauth2.OAuth2Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One system: where it is, what it speaks, how we prove who we are.
 *
 * @param protocol what it speaks
 * @param baseUrl http or https; paths are appended to it
 * @param timeout for one call as a whole, getting a token included; local attempts take less
 * @param maxConnections how many calls may be under way at once
 * @param credentials a fixed secret to send with each call; null for none
 * @param oauth2 where to get a token to send with each call; null for none
 * @param sslBundle the name of the bundle ({@code spring.ssl.bundle}) with the certificates to show
 *     and to trust, for the system and where its tokens come from; null for what Java trusts
 * @param breaker when to leave it alone for a while
 * @param actions of http-json only: how actions are asked for
 * @param needsOperatorCodes of http-json and tmf640 only: see {@link HttpJsonSettings} and {@link
 *     Tmf640Settings}; null for the usual
 * @param tmf640 of tmf640 only; null for no more than actions that create what they are named after
 * @param es2plus of es2plus only; null for the defaults
 */
public record SystemSettings(
    @DefaultValue("http-json") Protocol protocol,
    URI baseUrl,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("64") int maxConnections,
    @Nullable Credentials credentials,
    @Nullable OAuth2Settings oauth2,
    @Nullable String sslBundle,
    @DefaultValue BreakerSettings breaker,
    @DefaultValue Map<String, HttpJsonAction> actions,
    @Nullable List<String> needsOperatorCodes,
    @Nullable Tmf640Actions tmf640,
    @Nullable Es2PlusSettings es2plus) {

  /**
   * @throws IllegalArgumentException if something is missing, out of bounds, contradicts itself or
   *     belongs to another protocol
   */
  public SystemSettings {
    actions = Map.copyOf(actions);
    needsOperatorCodes = needsOperatorCodes == null ? null : List.copyOf(needsOperatorCodes);
    Addresses.requireBase("base-url", baseUrl);
    require(
        timeout.isPositive() && maxConnections > 0,
        "timeout and max-connections of %s must be positive".formatted(baseUrl));
    require(
        credentials == null || oauth2 == null,
        "credentials and oauth2 exclude each other: keep one");
    require(sslBundle == null || !sslBundle.isBlank(), "ssl-bundle is blank");
    require(
        sslBundle == null || "https".equalsIgnoreCase(baseUrl.getScheme()),
        "ssl-bundle is of no use: base-url is not https");
    boolean httpJson = protocol == Protocol.HTTP_JSON;
    require(httpJson || actions.isEmpty(), "actions is for protocol http-json only");
    require(
        protocol != Protocol.ES2PLUS || needsOperatorCodes == null,
        "needs-operator-codes is for protocols http-json and tmf640 only");
    require(
        needsOperatorCodes == null || needsOperatorCodes.stream().noneMatch(String::isBlank),
        "needs-operator-codes: one is blank");
    require(tmf640 == null || protocol == Protocol.TMF640, "tmf640 is for protocol tmf640 only");
    require(
        es2plus == null || protocol == Protocol.ES2PLUS, "es2plus is for protocol es2plus only");
  }

  /** A system that speaks http-json, with nothing said but where it is. */
  public static SystemSettings at(URI baseUrl) {
    return new SystemSettings(
        Protocol.HTTP_JSON,
        baseUrl,
        Duration.ofSeconds(20),
        64,
        null,
        null,
        null,
        BreakerSettings.byDefault(),
        Map.of(),
        null,
        null,
        null);
  }

  /** For protocol http-json. */
  public HttpJsonSettings asHttpJson() {
    return new HttpJsonSettings(
        actions, needsOperatorCodes == null ? HttpJsonSettings.USUAL_CODES : needsOperatorCodes);
  }

  /** For protocol tmf640. */
  public Tmf640Settings asTmf640() {
    return new Tmf640Settings(
        tmf640 == null ? Map.of() : tmf640.actions(),
        needsOperatorCodes == null ? Tmf640Settings.USUAL_CODES : needsOperatorCodes);
  }

  /** For protocol es2plus. */
  public Es2PlusSettings asEs2Plus() {
    return es2plus == null ? Es2PlusSettings.byDefault() : es2plus;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
