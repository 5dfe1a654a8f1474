package org.buslane.node.ledger;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.buslane.lane.LaneId;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import tools.jackson.core.JsonGenerator;

/**
 * What is written down about a lane: its totals, and the sample up to which they go.
 *
 * @param last empty for a lane that was never read
 */
record Entry(String owner, String name, String bus, LaneId lane, Totals totals, Optional<Sample> last) {
    Entry with(Subject subject, Sample sample) {
        return new Entry(
                subject.owner(),
                subject.name(),
                subject.bus(),
                subject.lane(),
                totals.with(last, sample, subject.reads()),
                Optional.of(sample));
    }

    LaneAccount account() {
        return new LaneAccount(owner, name, bus, lane, totals.written(), totals.read());
    }

    static Entry read(JsonObject json) {
        EnumMap<Totals.Sum, Long> sums = new EnumMap<>(Totals.Sum.class);
        JsonObject totals = json.object("totals");
        for (Totals.Sum sum : Totals.Sum.values()) {
            sums.put(sum, totals.has(sum.name()) ? totals.number(sum.name()) : 0L);
        }
        return new Entry(
                json.text("owner"),
                json.text("name"),
                json.text("bus"),
                new LaneId(json.text("lane")),
                new Totals(sums, json.flag("at-most")),
                json.has("last") ? Optional.of(sample(json.object("last"))) : Optional.empty());
    }

    private static Sample sample(JsonObject json) {
        JsonObject counters = json.object("counters");
        Map<String, Long> values = new HashMap<>();
        counters.fields().keySet().forEach(counter -> values.put(counter, counters.number(counter)));
        return new Sample(json.text("generation"), json.flag("routed"), json.flag("bus-up"), values);
    }

    String json() {
        return JsonText.object(json -> {
            json.writeStringProperty("owner", owner);
            json.writeStringProperty("name", name);
            json.writeStringProperty("bus", bus);
            json.writeStringProperty("lane", lane.text());
            json.writeBooleanProperty("at-most", totals.atMost());
            json.writeObjectPropertyStart("totals");
            totals.sums().forEach((sum, frames) -> json.writeNumberProperty(sum.name(), frames));
            json.writeEndObject();
            last.ifPresent(sample -> write(json, sample));
        });
    }

    private static void write(JsonGenerator json, Sample sample) {
        json.writeObjectPropertyStart("last");
        json.writeStringProperty("generation", sample.generation());
        json.writeBooleanProperty("routed", sample.routed());
        json.writeBooleanProperty("bus-up", sample.busUp());
        json.writeObjectPropertyStart("counters");
        sample.counters().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
    }
}
