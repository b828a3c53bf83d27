package dev.turnup.api.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnup.api.ApiApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;

/** Spring checks no audience where none is set, and an empty one counts as none. */
class AudienceTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "turnup,"})
  void keepsTheApiFromStartingIfItIsEmpty(String audience) {
    SpringApplication api = new SpringApplication(ApiApplication.class);

    assertThatThrownBy(
            () ->
                api.run(
                        "--server.port=0",
                        "--spring.temporal.connection.target=127.0.0.1:1",
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1",
                        "--TURNUP_AUDIENCE=" + audience)
                    .close())
        .hasStackTraceContaining("set TURNUP_AUDIENCE, or leave it out");
  }
}
