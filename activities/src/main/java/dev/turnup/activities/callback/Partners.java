package dev.turnup.activities.callback;

import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HostNames;
import dev.turnup.activities.http.OutboundHttp;
import dev.turnup.activities.oauth2.OAuth2Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * All partners. Those with certificates of their own have connections of their own: what is pooled
 * was opened with one certificate and is for nobody else.
 */
final class Partners implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Partners.class);

  private static final String SETTINGS = "turnup.callback.";

  private final CallbackSettings settings;
  private final SslBundles bundles;
  private final HostNames names;
  private final MeterRegistry meters;
  private final Clock clock;
  private final CallSpans spans;
  private final List<OutboundHttp> opened = new ArrayList<>();
  private final OutboundHttp shared;
  private final Map<String, Partner> named = new HashMap<>();
  private final Partner fallback;

  /**
   * Opens no connection yet.
   *
   * @throws IllegalStateException if there is no bundle of certificates as the settings name it, or
   *     a file of keys is not good
   */
  Partners(
      CallbackSettings settings,
      SslBundles bundles,
      HostNames names,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    this.settings = settings;
    this.bundles = bundles;
    this.names = names;
    this.meters = meters;
    this.clock = clock;
    this.spans = spans;
    shared = open("callback");
    settings
        .partners()
        .forEach((name, partner) -> named.put(name, made("partners." + name, partner)));
    fallback = made("fallback", settings.fallback());
    if (!settings.fallback().saysHowToSign()) {
      log.info(
          "Only partners with a signing key get callbacks: {} ({}fallback has none)",
          settings.partners().keySet(),
          SETTINGS);
    }
  }

  Partner of(String name) {
    return named.getOrDefault(name, fallback);
  }

  private Partner made(String key, PartnerSettings partner) {
    OutboundHttp http = shared;
    if (partner.sslBundle() != null) {
      http = open("callback-" + key);
      http.secureWith(SETTINGS + key + ".ssl-bundle", partner.sslBundle(), bundles);
    }
    OAuth2Tokens tokens =
        partner.oauth2() == null
            ? null
            : new OAuth2Tokens(
                partner.oauth2(),
                http,
                meters,
                result -> meters.timer("turnup.callback.token", "result", result),
                clock);
    SigningKeys keys = new SigningKeys(SETTINGS + key, partner, clock);
    return new Partner(partner, keys, http, tokens, clock);
  }

  private OutboundHttp open(String name) {
    OutboundHttp http =
        new OutboundHttp(
            name, settings.maxConnections(), settings.maxConnectionsPerReceiver(), names, spans);
    opened.add(http);
    return http;
  }

  @Override
  public void close() throws IOException {
    for (OutboundHttp http : opened) {
      http.close();
    }
  }
}
