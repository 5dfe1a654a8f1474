package org.buslane.node.lanes;

import java.util.List;
import org.buslane.lane.CopyCounts;
import org.buslane.node.json.JsonText;
import org.buslane.node.ledger.Passage;
import tools.jackson.core.JsonGenerator;

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
                passage(json, "written-account", lane.account().written());
                passage(json, "read-account", lane.account().read());
                lane.copying().ifPresent(copying -> {
                    counts(json, "written-counts", copying.written());
                    counts(json, "read-counts", copying.read());
                });
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

    private static void passage(JsonGenerator json, String name, Passage passage) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("frames", passage.frames());
        json.writeNumberProperty("delivered", passage.delivered());
        json.writeObjectPropertyStart("lost");
        passage.lost().forEach((reason, frames) -> json.writeNumberProperty(reason.label(), frames));
        json.writeEndObject();
        json.writeBooleanProperty("at-most", passage.atMost());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, CopyCounts counts) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("received", counts.received());
        json.writeNumberProperty("delivered", counts.delivered());
        json.writeNumberProperty("denied", counts.denied());
        json.writeNumberProperty("over-rate", counts.overRate());
        json.writeNumberProperty("refused", counts.refused());
        json.writeNumberProperty("overflow", counts.overflow());
        json.writeEndObject();
    }
}
