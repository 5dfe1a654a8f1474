package org.buslane.node.control;

import java.util.List;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/** The gateway's own participants of buses as JSON, and back. */
final class ResidentJson {
    private ResidentJson() {}

    static void write(JsonGenerator json, NodeStatus.Resident resident) {
        json.writeStartObject();
        json.writeStringProperty("name", resident.name());
        json.writeStringProperty("bus", resident.bus());
        json.writeStringProperty("kind", resident.kind());
        json.writeBooleanProperty("well", resident.well());
        json.writeStringProperty("state", resident.state());
        CountsJson.write(json, "written", resident.written());
        CountsJson.write(json, "read", resident.read());
        json.writeEndObject();
    }

    static List<NodeStatus.Resident> read(List<JsonObject> residents) {
        return residents.stream()
                .map(resident -> new NodeStatus.Resident(
                        resident.text("name"),
                        resident.text("bus"),
                        resident.text("kind"),
                        resident.flag("well"),
                        resident.text("state"),
                        CountsJson.read(resident.object("written")),
                        CountsJson.read(resident.object("read"))))
                .toList();
    }
}
