package dev.turnup.api.problem;

import java.io.IOException;

/** The request's body goes on beyond the limit. The caller sees 413. */
final class BodyTooLarge extends IOException {

  BodyTooLarge() {
    super("the request body is too large");
  }
}
