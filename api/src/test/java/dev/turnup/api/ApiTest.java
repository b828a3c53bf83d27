package dev.turnup.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/**
 * The whole api on a port of its own, before an in-memory Temporal without workers. All tests that
 * carry this share one, so a test takes ids of its own and leaves nothing running.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.temporal.test-server.enabled=true",
      // There is no name to look up where tests run.
      "turnup.receivers.resolve-at-door=false",
      // A cold JVM on a busy machine takes longer than a second over the first start.
      "turnup.operation.temporal-timeout=20s"
    })
@ContextConfiguration(initializers = Token.Accepted.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
public @interface ApiTest {}
