package dev.turnup.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

/** Whoever issues the tokens is away: nobody can say whether one is valid. */
@SpringBootTest(
    classes = WorkerApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      RunningWorker.NO_TEMPORAL,
      "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1"
    })
class IssuerAwayTest {

  private final RunningWorker worker;

  IssuerAwayTest(@Autowired Environment environment) {
    worker = new RunningWorker(environment);
  }

  @Test
  void answers503ForATokenThatCannotBeChecked() throws Exception {
    HttpResponse<String> answer =
        worker.get("/actuator/prometheus", "Authorization", "Bearer a.b.c");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":\"SERVICE_UNAVAILABLE\",\"title\":\"Service temporarily unavailable\","
                + "\"status\":503,\"type\":\"urn:turnup:problem:service-unavailable\"}");
  }

  @Test
  void answers401WithoutAToken() throws Exception {
    assertThat(worker.get("/actuator/prometheus").statusCode()).isEqualTo(401);
  }
}
