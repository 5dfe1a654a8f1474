package org.buslane.node.agent;

import java.util.List;
import java.util.OptionalInt;
import org.buslane.node.control.CountsJson;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import org.buslane.node.reconcile.Trouble;
import tools.jackson.core.JsonGenerator;

/** The agent's status as JSON, and back. */
final class AgentStatusJson {
    private AgentStatusJson() {}

    static String write(AgentStatus status) {
        return JsonText.object(json -> {
            json.writeObjectPropertyStart("agent");
            write(json, status.self());
            json.writeEndObject();
            json.writeArrayPropertyStart("kernel-buses");
            status.buses().forEach(bus -> write(json, bus));
            json.writeEndArray();
            json.writeArrayPropertyStart("kernel-lanes");
            status.lanes().forEach(lane -> write(json, lane));
            json.writeEndArray();
            json.writeArrayPropertyStart("repairs");
            status.troubles().forEach(trouble -> write(json, trouble));
            json.writeEndArray();
            JsonText.texts(json, "journal", status.journal());
        });
    }

    private static void write(JsonGenerator json, AgentStatus.Self process) {
        json.writeNumberProperty("pid", process.pid());
        json.writeStringProperty("version", process.version());
        json.writeStringProperty("folder", process.folder());
        json.writeNumberProperty("seconds", process.seconds());
        json.writeNumberProperty("resident-kib", process.residentKib());
        json.writeStringProperty("file", process.file());
        json.writeStringProperty("objection", process.objection());
    }

    private static void write(JsonGenerator json, AgentStatus.Bus bus) {
        json.writeStartObject();
        json.writeStringProperty("name", bus.name());
        json.writeStringProperty("kind", bus.kind());
        json.writeStringProperty("state", bus.state());
        json.writeBooleanProperty("declared", bus.declared());
        json.writeBooleanProperty("fd", bus.fd());
        json.writeNumberProperty("bitrate", bus.bitrate());
        json.writeNumberProperty("data-bitrate", bus.dataBitrate());
        json.writeNumberProperty("frames-per-second", bus.framesPerSecond());
        bus.loadPercent().ifPresent(percent -> json.writeNumberProperty("load-percent", percent));
        json.writeNumberProperty("received", bus.received());
        json.writeNumberProperty("sent", bus.sent());
        json.writeNumberProperty("errors", bus.errors());
        json.writeNumberProperty("dropped", bus.dropped());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, AgentStatus.Lane lane) {
        json.writeStartObject();
        json.writeStringProperty("lane", lane.lane());
        json.writeStringProperty("owner", lane.owner());
        json.writeStringProperty("name", lane.name());
        json.writeStringProperty("bus", lane.bus());
        json.writeStringProperty("state", lane.state());
        json.writeStringProperty("declared", lane.declared());
        json.writeStringProperty("may-read", lane.mayRead());
        json.writeStringProperty("may-write", lane.mayWrite());
        CountsJson.write(json, "written", lane.written());
        CountsJson.write(json, "read", lane.read());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Trouble trouble) {
        json.writeStartObject();
        json.writeStringProperty("what", trouble.subject());
        json.writeStringProperty("why", trouble.why());
        json.writeNumberProperty("attempts", trouble.attempts());
        json.writeNumberProperty("since-ms", trouble.millis());
        json.writeEndObject();
    }

    static AgentStatus read(JsonObject json) {
        return new AgentStatus(
                readProcess(json.object("agent")),
                json.objects("kernel-buses").stream()
                        .map(AgentStatusJson::readBus)
                        .toList(),
                json.objects("kernel-lanes").stream()
                        .map(AgentStatusJson::readLane)
                        .toList(),
                json.objects("repairs").stream()
                        .map(each -> new Trouble(
                                each.text("what"), each.text("why"), each.integer("attempts"), each.number("since-ms")))
                        .toList(),
                List.copyOf(json.texts("journal")));
    }

    private static AgentStatus.Self readProcess(JsonObject json) {
        return new AgentStatus.Self(
                json.number("pid"),
                json.text("version"),
                json.text("folder"),
                json.number("seconds"),
                json.number("resident-kib"),
                json.text("file"),
                json.text("objection"));
    }

    private static AgentStatus.Bus readBus(JsonObject json) {
        return new AgentStatus.Bus(
                json.text("name"),
                json.text("kind"),
                json.text("state"),
                json.flag("declared"),
                json.flag("fd"),
                json.integer("bitrate"),
                json.integer("data-bitrate"),
                json.number("frames-per-second"),
                json.has("load-percent") ? OptionalInt.of(json.integer("load-percent")) : OptionalInt.empty(),
                json.number("received"),
                json.number("sent"),
                json.number("errors"),
                json.number("dropped"));
    }

    private static AgentStatus.Lane readLane(JsonObject json) {
        return new AgentStatus.Lane(
                json.text("lane"),
                json.text("owner"),
                json.text("name"),
                json.text("bus"),
                json.text("state"),
                json.text("declared"),
                json.text("may-read"),
                json.text("may-write"),
                CountsJson.read(json.object("written")),
                CountsJson.read(json.object("read")));
    }
}
