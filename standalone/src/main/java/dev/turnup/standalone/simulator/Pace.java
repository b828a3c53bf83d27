package dev.turnup.standalone.simulator;

import java.time.Duration;

/**
 * How fast time goes for the simulated systems.
 *
 * @param times as fast as for us; tests have no five seconds to spare
 */
record Pace(int times) {

  static final Pace REAL = new Pace(1);

  Duration of(Duration real) {
    return real.dividedBy(times);
  }
}
