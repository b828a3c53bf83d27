package dev.turnup.standalone.simulator;

/** One of the simulated systems. */
interface BackEnd {

  /** How the worker is to speak to it, as {@code turnup.provisioning.systems.<name>.protocol}. */
  String protocol();

  /** What follows {@code /<name>} in its base URL. */
  String basePath();

  /** Answers; throws {@link Malformed} for what it cannot read. */
  Answer ask(Request request) throws InterruptedException;
}
