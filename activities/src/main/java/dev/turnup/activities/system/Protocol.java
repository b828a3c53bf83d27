package dev.turnup.activities.system;

/** What a system speaks. */
public enum Protocol {
  /** POST of JSON with an idempotency key, in a form of our own. */
  HTTP_JSON,

  /** TM Forum Service Activation and Configuration, version 4. */
  TMF640,

  /** GSMA SGP.22 ES2+, as the operator of an SM-DP+. */
  ES2PLUS
}
