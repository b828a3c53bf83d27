package dev.turnup.api.security;

import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/** Not even where its keys are is known. */
@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.temporal.test-server.enabled=true",
      "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1"
    })
@TestConstructor(autowireMode = AutowireMode.ALL)
class IssuerOutOfReachTest extends IssuerAway {

  IssuerOutOfReachTest(Desk desk) {
    super(desk);
  }
}
