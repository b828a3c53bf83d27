package dev.turnup.standalone;

import dev.turnup.standalone.access.LocalIssuer;
import dev.turnup.standalone.simulator.BackEndSimulator;
import dev.turnup.standalone.temporal.TemporalAtHand;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Says what there is to see, and gives a first request that works as pasted. */
@Configuration(proxyBeanMethods = false)
class Welcome {

  private final TemporalAtHand temporal;
  private final BackEndSimulator simulator;
  private final LocalIssuer issuer;

  Welcome(TemporalAtHand temporal, BackEndSimulator simulator, LocalIssuer issuer) {
    this.temporal = temporal;
    this.simulator = simulator;
    this.issuer = issuer;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (!(event.getApplicationContext() instanceof WebServerApplicationContext web)
        || web.getWebServer() == null) {
      return;
    }
    String api = "http://localhost:" + web.getWebServer().getPort();
    simulator.reportTo(api, issuer.tokenForSystems());
    System.out.println(
        """

        Turnup is ready.

          Swagger UI           %1$s/swagger-ui.html
          Temporal UI          %2$s
          Callback inbox       %1$s/inbox
          Simulated back ends  %3$s/deeds

        Create a service; watch the inbox and the Temporal UI:

        curl -i %1$s/v3/applewatch/ \\
          -H 'Authorization: Bearer %4$s' \\
          -H 'Content-Type: application/json' \\
          -d '{"service_details":{"secondary_eid":"89049032001234567890123456789057"},"callback_success_url":"%1$s/inbox/success","callback_error_url":"%1$s/inbox/error"}'
        """
            .formatted(
                api, temporal.ui().orElse("(none of ours)"), simulator.address(), issuer.token()));
  }
}
