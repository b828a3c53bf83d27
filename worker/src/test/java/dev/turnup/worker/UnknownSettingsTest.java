package dev.turnup.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTest {

  @Test
  void areNamedWithoutTheirValues(CapturedOutput output) {
    SpringApplication worker = new SpringApplication(WorkerApplication.class);
    worker.setWebApplicationType(WebApplicationType.NONE);

    assertThatThrownBy(
            () ->
                worker.run(
                    "--turnup.callback.partners.acme.signing-secret=whsec_bm90IHRvIGJlIHNlZW4="))
        .isNotNull();

    assertThat(output)
        .contains("turnup.callback.partners.acme.signing-secret")
        .doesNotContain("bm90IHRvIGJlIHNlZW4");
  }
}
