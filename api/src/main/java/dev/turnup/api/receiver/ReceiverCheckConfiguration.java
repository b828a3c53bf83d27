package dev.turnup.api.receiver;

import dev.turnup.receivers.ReceiverConfiguration;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.receivers.ReceiverSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(ReceiverConfiguration.class)
class ReceiverCheckConfiguration {

  /** What a request may be held up for; an answer from nearby takes a few milliseconds. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  @Bean
  KnownAddresses knownAddresses() {
    return new KnownAddresses(host -> List.of(InetAddress.getAllByName(host)), PATIENCE);
  }

  @Bean
  CallbackUrls callbackUrls(
      ReceiverRules rules, ReceiverSettings settings, KnownAddresses addresses) {
    boolean look = settings.resolveAtDoor() && !settings.allowPrivate();
    return new CallbackUrls(rules, look ? addresses : null);
  }
}
