package org.buslane.node.lanes;

import java.util.List;
import org.buslane.node.json.JsonText;

/** Lanes for programs. */
public final class LaneViewsJson {
    private LaneViewsJson() {}

    /** As one line: an object with the list {@code lanes}. */
    public static String of(List<LaneView> lanes) {
        return JsonText.object(json -> {
            json.writeArrayPropertyStart("lanes");
            for (LaneView lane : lanes) {
                json.writeStartObject();
                json.writeStringProperty("lane", lane.lane().text());
                json.writeStringProperty("owner", lane.owner());
                json.writeStringProperty("bus", lane.bus());
                json.writeStringProperty("name", lane.name());
                json.writeStringProperty("state", lane.state());
                json.writeNumberProperty("sent", lane.sent());
                json.writeNumberProperty("written", lane.written());
                json.writeNumberProperty("read", lane.read());
                lane.record().ifPresent(record -> {
                    json.writeObjectPropertyStart("record");
                    record.write(json);
                    json.writeEndObject();
                });
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
