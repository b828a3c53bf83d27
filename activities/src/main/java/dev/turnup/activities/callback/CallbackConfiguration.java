package dev.turnup.activities.callback;

import dev.turnup.activities.http.CallSpans;
import dev.turnup.activities.http.HostNames;
import dev.turnup.receivers.ReceiverRules;
import dev.turnup.workflows.callback.CallbackSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of this package. It needs the rules for receivers and who is suspended. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackSettings.class)
public class CallbackConfiguration {

  @Bean
  CallbackSender callbackSender(
      CallbackSettings settings,
      ReceiverRules rules,
      Suspensions suspensions,
      ObjectProvider<SslBundles> bundles,
      MeterRegistry meters,
      Clock clock,
      CallSpans spans) {
    return new HttpCallbackSender(
        settings,
        rules,
        suspensions,
        bundles.getIfAvailable(DefaultSslBundleRegistry::new),
        HostNames.OF_JAVA,
        meters,
        clock,
        spans);
  }
}
