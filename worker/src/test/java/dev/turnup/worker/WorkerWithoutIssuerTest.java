package dev.turnup.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

@SpringBootTest(
    classes = WorkerApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = RunningWorker.NO_TEMPORAL)
class WorkerWithoutIssuerTest {

  private final RunningWorker worker;

  WorkerWithoutIssuerTest(@Autowired Environment environment) {
    worker = new RunningWorker(environment);
  }

  @Test
  void startsAndShowsItsHealth() throws Exception {
    assertThat(worker.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(worker.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
  }

  @Test
  void showsMetricsToNobody() throws Exception {
    HttpResponse<String> answer = worker.get("/actuator/prometheus");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(worker.get("/actuator/prometheus", "Authorization", "Bearer whatever").statusCode())
        .isEqualTo(401);
    assertThat(worker.get("/actuator/prometheus", "Authorization", "Basic dXNlcjo=").statusCode())
        .isEqualTo(401);
  }
}
