package dev.turnup.activities.callback;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they would be read. */
final class SettingsOf {

  /** The secret of the published vector. */
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private SettingsOf() {}

  /** Of properties below {@code turnup.callback}, such as {@code timeout=1s}. */
  static CallbackSettings callbacks(String... properties) {
    Map<String, String> all = new HashMap<>();
    for (String property : properties) {
      String[] pair = property.split("=", 2);
      all.put("turnup.callback." + pair[0], pair[1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("turnup.callback", CallbackSettings.class);
  }

  /** Of one partner, with properties below its name. */
  static PartnerSettings partner(String... properties) {
    String[] all = new String[properties.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = "fallback." + properties[i];
    }
    return callbacks(all).fallback();
  }
}
