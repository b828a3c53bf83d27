package dev.turnup.activities.tmf640;

/** As if all that a test takes back were attempts of one activity. */
final class OneUndo implements SeenOver {

  private boolean seen;

  @Override
  public boolean already() {
    return seen;
  }

  @Override
  public void remember() {
    seen = true;
  }
}
