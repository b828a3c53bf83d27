package dev.turnup.activities.callback;

import dev.turnup.activities.http.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live keys of a partner: those of the settings, and those that its file holds now. */
final class SigningKeys {

  private final List<SigningKey> fixed;
  private final @Nullable SigningFile file;

  /**
   * @param key where the settings are, for words
   * @throws IllegalStateException if the file cannot be read or holds no keys
   */
  SigningKeys(String key, PartnerSettings settings, Clock clock) {
    List<SigningKey> keys = new ArrayList<>();
    for (Secret secret : settings.signingSecrets()) {
      keys.add(SigningKey.parse(secret.value()));
    }
    if (settings.signingKey() != null) {
      keys.add(SigningKey.parse(settings.signingKey().value()));
    }
    fixed = List.copyOf(keys);
    file =
        settings.signingFile() == null
            ? null
            : new SigningFile(key + ".signing-file", settings.signingFile(), clock);
  }

  /** All that are to sign what is sent now. */
  List<SigningKey> live() {
    if (file == null) {
      return fixed;
    }
    List<SigningKey> all = new ArrayList<>(fixed);
    all.addAll(file.keys());
    return all;
  }
}
