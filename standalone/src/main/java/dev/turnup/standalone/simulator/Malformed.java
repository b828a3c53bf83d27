package dev.turnup.standalone.simulator;

/** A request that no system of this kind could read; answered 400. */
final class Malformed extends RuntimeException {

  Malformed(String message) {
    super(message);
  }
}
