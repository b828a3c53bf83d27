package dev.turnup.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecuritySettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void takesTheSubjectForThePartnerByDefault() {
    runner.run(
        context ->
            assertThat(context.getBean(SecuritySettings.class).partnerClaim()).isEqualTo("sub"));
  }

  @Test
  void takesAnotherClaimForThePartner() {
    runner
        .withPropertyValues("turnup.security.partner-claim=client_id")
        .run(
            context ->
                assertThat(context.getBean(SecuritySettings.class).partnerClaim())
                    .isEqualTo("client_id"));
  }

  @Test
  void refusesAKeyThatNobodyKnows() {
    runner
        .withPropertyValues("turnup.security.partner-clame=sub")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("turnup.security.partner-clame"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void refusesABlankClaim(String claim) {
    runner
        .withPropertyValues("turnup.security.partner-claim=" + claim)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("turnup.security.partner-claim: ''"));
  }

  @EnableConfigurationProperties(SecuritySettings.class)
  static class Settings {}
}
