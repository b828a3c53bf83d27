package dev.turnup.standalone.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Parcels, at a courier who honours no keys and takes none back: asked twice, it ships twice. */
final class Logistics {

  private final AtomicInteger shipped = new AtomicInteger();
  private final Deeds deeds;
  private final Things things;

  Logistics(Deeds deeds, Things things) {
    this.deeds = deeds;
    this.things = things;
  }

  Map<String, HttpJson.Action> actions() {
    return Map.of("ship-sim", this::ship);
  }

  private Answer ship(Ask ask) {
    String parcel = "parcel-" + shipped.incrementAndGet();
    Map<String, Object> facts = new LinkedHashMap<>(ask.facts());
    facts.put("shipment_id", parcel);
    things.put(
        Kind.SHIPMENTS, parcel, new Thing(ask.system(), ask.key(), ask.correlationId(), facts));
    Map<String, Object> answer = Map.of("shipment_id", parcel);
    deeds.done(ask.key(), ask.done(answer));
    return Answer.json(200, answer);
  }
}
