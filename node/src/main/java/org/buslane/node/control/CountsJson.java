package org.buslane.node.control;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/** An account as JSON, and back. */
public final class CountsJson {
    private CountsJson() {}

    /** As a field of an object that is open. */
    public static void write(JsonGenerator json, String name, NodeStatus.Counts counts) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("in", counts.in());
        json.writeNumberProperty("delivered", counts.delivered());
        json.writeObjectPropertyStart("dropped");
        for (Map.Entry<String, Long> reason : new TreeMap<>(counts.dropped()).entrySet()) {
            json.writeNumberProperty(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @throws org.buslane.node.NodeException if it is not what {@link #write} writes */
    public static NodeStatus.Counts read(JsonObject counts) {
        JsonObject dropped = counts.object("dropped");
        Map<String, Long> reasons = new HashMap<>();
        for (String reason : dropped.fields().keySet()) {
            reasons.put(reason, dropped.number(reason));
        }
        return new NodeStatus.Counts(counts.number("in"), counts.number("delivered"), reasons);
    }
}
