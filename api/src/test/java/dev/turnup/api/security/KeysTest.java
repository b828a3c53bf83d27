package dev.turnup.api.security;

import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import dev.turnup.api.Token;
import org.junit.jupiter.api.AfterAll;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/** Where its keys are is set; what it calls itself is not looked at. */
@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.temporal.test-server.enabled=true")
@TestConstructor(autowireMode = AutowireMode.ALL)
class KeysTest extends IssuerThere {

  private static final Issuer ISSUER = new Issuer();

  KeysTest(Desk desk) {
    super(desk, Token.valid());
  }

  @DynamicPropertySource
  static void fetchTheKeys(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", ISSUER::keys);
  }

  @AfterAll
  static void end() {
    ISSUER.close();
  }
}
