package dev.turnup.activities.http;

/** A value that no log line and no error text may show: it cannot print itself. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "(secret)";
  }
}
