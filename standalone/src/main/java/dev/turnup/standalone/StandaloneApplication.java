package dev.turnup.standalone;

import dev.turnup.api.ApiConfiguration;
import dev.turnup.standalone.access.LocalIssuer;
import dev.turnup.standalone.access.SigningSecret;
import dev.turnup.standalone.inbox.InboxConfiguration;
import dev.turnup.standalone.simulator.BackEndSimulator;
import dev.turnup.standalone.temporal.InMemoryTemporal;
import dev.turnup.standalone.temporal.TemporalAtHand;
import dev.turnup.worker.WorkerConfiguration;
import dev.turnup.workflows.payload.DurableJson;
import io.temporal.common.converter.DataConverter;
import io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Api, worker, simulated back ends and inbox in one process. */
@SpringBootConfiguration(proxyBeanMethods = false)
// It would make spans of the SDK's own, of each task and attempt; ours are of calls over HTTP.
@EnableAutoConfiguration(exclude = OpenTracingAutoConfiguration.class)
@Import({
  ApiConfiguration.class,
  WorkerConfiguration.class,
  InMemoryTemporal.class,
  InboxConfiguration.class,
  Welcome.class
})
public class StandaloneApplication {

  /** Starts everything; what was started ends with the process. */
  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (RuntimeException e) {
      System.err.println("Turnup could not start: " + e.getMessage());
      // Runs the shutdown handlers: whatever was started by then is ended.
      System.exit(1);
    }
  }

  private static void run(String[] arguments) {
    TurnupHome home = TurnupHome.open(System.getenv());
    LocalIssuer issuer = LocalIssuer.in(home.folder());
    SigningSecret signing = SigningSecret.in(home.folder());
    // The handlers run after the context has been closed, when the workers have drained.
    BackEndSimulator simulator = BackEndSimulator.start();
    SpringApplication.getShutdownHandlers().add(simulator::close);
    TemporalAtHand temporal = TemporalAtHand.find(home.folder(), System.getenv());
    SpringApplication.getShutdownHandlers().add(temporal::close);

    Map<String, Object> defaults = new HashMap<>(simulator.properties());
    defaults.putAll(signing.properties());
    // What is said of the server, and the token that is printed, hold whatever else is set.
    Map<String, Object> fixed = new HashMap<>(temporal.properties());
    fixed.putAll(issuer.properties());
    SpringApplication application = new SpringApplication(StandaloneApplication.class);
    application.setDefaultProperties(defaults);
    application.addInitializers(
        (GenericApplicationContext context) -> {
          context
              .getEnvironment()
              .getPropertySources()
              .addFirst(new MapPropertySource("standalone", fixed));
          // Held until the process ends: its lock goes with it.
          context.registerBean(TurnupHome.class, () -> home);
          context.registerBean(TemporalAtHand.class, () -> temporal);
          context.registerBean(BackEndSimulator.class, () -> simulator);
          context.registerBean(LocalIssuer.class, () -> issuer);
          context.registerBean(SigningSecret.class, () -> signing);
        });
    application.run(arguments);
  }

  @Bean
  DataConverter dataConverter() {
    return DurableJson.dataConverter();
  }
}
