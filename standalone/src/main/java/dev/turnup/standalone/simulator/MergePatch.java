package dev.turnup.standalone.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches, RFC 7396. */
final class MergePatch {

  private MergePatch() {}

  /** Changes the target: null removes, objects are merged, all else is replaced, lists too. */
  static ObjectNode applied(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              JsonNode before = target.path(entry.getKey());
              if (entry.getValue().isNull()) {
                target.remove(entry.getKey());
              } else if (entry.getValue() instanceof ObjectNode inner) {
                ObjectNode base = before instanceof ObjectNode object ? object : Json.newObject();
                target.set(entry.getKey(), applied(base, inner));
              } else {
                target.set(entry.getKey(), entry.getValue());
              }
            });
    return target;
  }
}
