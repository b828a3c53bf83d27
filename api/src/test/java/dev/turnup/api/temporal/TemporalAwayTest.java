package dev.turnup.api.temporal;

import dev.turnup.api.ApiApplication;
import dev.turnup.api.Desk;
import dev.turnup.api.TestBench;
import dev.turnup.api.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

@SpringBootTest(
    classes = {ApiApplication.class, TestBench.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "turnup.operation.temporal-timeout=500ms")
@ContextConfiguration(initializers = Token.Accepted.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
class TemporalAwayTest extends TemporalUnreachable {

  TemporalAwayTest(Desk desk) {
    super(desk);
  }

  @DynamicPropertySource
  static void aPortThatNobodyListensOn(DynamicPropertyRegistry properties) {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("spring.temporal.connection.target", () -> "127.0.0.1:" + port);
  }
}
