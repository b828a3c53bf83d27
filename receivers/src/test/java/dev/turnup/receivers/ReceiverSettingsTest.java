package dev.turnup.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ReceiverSettingsTest {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(ReceiverConfiguration.class);

  @Test
  void withoutAnySettingItIsStrict() {
    context.run(
        running ->
            assertThat(running.getBean(ReceiverSettings.class))
                .isEqualTo(ReceiverSettings.defaults()));
  }

  @Test
  void everyKeyIsRead() {
    context
        .withPropertyValues(
            "turnup.receivers.allow-http=true",
            "turnup.receivers.allow-private=true",
            "turnup.receivers.ports=443,8443",
            "turnup.receivers.hosts=hub.example,*.hub.example",
            "turnup.receivers.forbidden-networks=8.8.8.0/24",
            "turnup.receivers.resolve-at-door=false",
            "turnup.receivers.partners.watch-shop.hosts=cb.partner.example",
            "turnup.receivers.partners.watch-shop.networks=10.20.0.0/16")
        .run(
            running ->
                assertThat(running.getBean(ReceiverSettings.class))
                    .hasToString(
                        "ReceiverSettings[allowHttp=true, allowPrivate=true, ports=%s,"
                                .formatted(Set.of(443, 8443))
                            + " hosts=[hub.example, *.hub.example], forbiddenNetworks=[8.8.8.0/24],"
                            + " resolveAtDoor=false,"
                            + " partners={watch-shop=Partner[hosts=[cb.partner.example],"
                            + " networks=[10.20.0.0/16]]}]"));
  }

  @Test
  void aPartnerIsNamedAsItsTokensNameIt() {
    context
        .withPropertyValues("turnup.receivers.partners[Shop 1@partner.example].hosts=a.example")
        .run(
            running -> {
              ReceiverRules rules = running.getBean(ReceiverRules.class);
              String partner = "Shop 1@partner.example";
              assertThat(rules.complaint(partner, URI.create("https://a.example/"))).isEmpty();
              assertThat(rules.complaint(partner, URI.create("https://b.example/"))).isPresent();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turnup.receivers.ports=0",
        "turnup.receivers.ports=65536",
        "turnup.receivers.ports=",
        "turnup.receivers.hosts=https://partner.example",
        "turnup.receivers.forbidden-networks=8.8.8.0/33",
        "turnup.receivers.partners.shop.networks=everywhere",
        "turnup.receivers.alow-http=true"
      })
  void aSettingThatMakesNoSenseStopsTheStart(String setting) {
    context.withPropertyValues(setting).run(running -> assertThat(running).hasFailed());
  }
}
