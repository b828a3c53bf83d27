package dev.turnup.standalone.inbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.turnup.standalone.access.SigningSecret;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes callbacks and shows them. {@code /inbox/success?fail=2} answers 500 to the first two
 * attempts of each operation; {@code ?answer=410} answers 410 to all.
 */
@RestController
@RequestMapping("/inbox")
class InboxController {

  private static final int KEPT = 500;

  private final Webhook signatures;
  private final Deque<ReceivedCallback> received = new ArrayDeque<>();
  private final Map<String, Integer> attempts = new HashMap<>();

  InboxController(SigningSecret secret) throws EmptyWebhookSecretException {
    signatures = new Webhook(secret.value());
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  Resource page() {
    return new ClassPathResource("inbox/inbox.html");
  }

  @GetMapping(path = "/callbacks", produces = MediaType.APPLICATION_JSON_VALUE)
  synchronized List<ReceivedCallback> callbacks() {
    return new ArrayList<>(received);
  }

  @PostMapping("/{box:success|error}")
  synchronized ResponseEntity<Void> receive(
      @PathVariable String box,
      @RequestParam(defaultValue = "0") int fail,
      @RequestParam(defaultValue = "200") int answer,
      @RequestBody String body,
      HttpServletRequest request) {
    String correlationId = String.valueOf(request.getHeader("Request-Correlation-Id"));
    int attempt = attempts.merge(correlationId, 1, Integer::sum);
    int status = attempt <= fail ? 500 : answer;
    received.addFirst(
        new ReceivedCallback(
            Instant.now(),
            box + "_event",
            isSigned(body, request) ? "yes" : "no",
            status,
            correlationId,
            body,
            headers(request)));
    if (received.size() > KEPT) {
      attempts.remove(received.removeLast().correlationId());
    }
    return ResponseEntity.status(status).build();
  }

  /** As a partner would find out, with the library that Standard Webhooks has for it. */
  private boolean isSigned(String body, HttpServletRequest request) {
    Map<String, List<String>> all = new TreeMap<>();
    headers(request).forEach((name, value) -> all.put(name, List.of(value)));
    try {
      signatures.verify(body, HttpHeaders.of(all, (name, value) -> true));
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new TreeMap<>();
    Collections.list(request.getHeaderNames())
        .forEach(name -> headers.put(name, request.getHeader(name)));
    return headers;
  }
}
