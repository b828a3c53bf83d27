package dev.turnup.api.security;

import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import dev.turnup.api.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/** Its name is set; it says itself where its keys are. */
@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.temporal.test-server.enabled=true")
@TestConstructor(autowireMode = AutowireMode.ALL)
class IssuerTest extends IssuerThere {

  private static final Issuer ISSUER = new Issuer();

  IssuerTest(Desk desk) {
    super(desk, Token.valid().with("iss", ISSUER.name()));
  }

  @DynamicPropertySource
  static void askTheIssuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::name);
  }

  @AfterAll
  static void end() {
    ISSUER.close();
  }

  @Test
  void answers401ForATokenOfAnotherIssuer() {
    isUnauthorized(Token.valid().with("iss", "http://127.0.0.1:1"));
  }

  @Test
  void answers401ForATokenOfNobody() {
    isUnauthorized(Token.valid());
  }
}
