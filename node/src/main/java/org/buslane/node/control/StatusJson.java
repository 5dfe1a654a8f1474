package org.buslane.node.control;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The answers of the control socket as JSON, one line each, and back. */
public final class StatusJson {
    private StatusJson() {}

    /** The answer to {@code metrics}: a text of many lines, in one. */
    public static String metrics(String text) {
        return answer(json -> json.writeStringProperty("metrics", text));
    }

    /** The text that {@link #metrics} was given. */
    public static String readMetrics(String answer) {
        return JsonObject.parse("the gateway's answer", answer).text("metrics");
    }

    /** The answer to {@code reload}: what was or would be changed, in words. */
    public static String changes(List<String> changes) {
        return answer(json -> JsonText.texts(json, "changes", changes));
    }

    /** The words that {@link #changes} was given. */
    public static List<String> readChanges(String answer) {
        return JsonObject.parse("the gateway's answer", answer).texts("changes");
    }

    /** The answer to {@code status}. */
    public static String write(NodeStatus status) {
        return answer(json -> {
            NodeStatus.Gateway gateway = status.gateway();
            json.writeObjectPropertyStart("gateway");
            json.writeNumberProperty("pid", gateway.pid());
            json.writeStringProperty("version", gateway.version());
            json.writeStringProperty("folder", gateway.folder());
            json.writeNumberProperty("seconds", gateway.seconds());
            json.writeNumberProperty("resident-kib", gateway.residentKib());
            json.writeBooleanProperty("resumed", gateway.resumed());
            json.writeNumberProperty("takeovers", gateway.takeovers());
            json.writeNumberProperty("refused-sockets", gateway.refusedSockets());
            json.writeNumberProperty("refused-requests", gateway.refusedRequests());
            json.writeNumberProperty("malformed-requests", gateway.malformedRequests());
            json.writeStringProperty("metrics", gateway.metrics());
            json.writeEndObject();
            json.writeArrayPropertyStart("buses");
            for (NodeStatus.Bus bus : status.buses()) {
                write(json, bus);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("lanes");
            for (NodeStatus.Lane lane : status.lanes()) {
                write(json, lane);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("residents");
            for (NodeStatus.Resident resident : status.residents()) {
                ResidentJson.write(json, resident);
            }
            json.writeEndArray();
            TunnelJson.write(json, status);
        });
    }

    /** The answer to what was done and has nothing more to say. */
    public static String done() {
        return answer(json -> json.writeBooleanProperty("done", true));
    }

    /** The answer to what was not done. */
    static String error(String sentence) {
        return answer(json -> json.writeStringProperty("error", sentence));
    }

    /**
     * Reads the answer to {@code status}.
     *
     * @throws org.buslane.node.NodeException if {@code text} is not what {@link #write} writes
     */
    public static NodeStatus read(String text) {
        return read(JsonObject.parse("the gateway's answer", text));
    }

    static NodeStatus read(JsonObject answer) {
        JsonObject gateway = answer.object("gateway");
        List<NodeStatus.Bus> buses = new ArrayList<>();
        for (JsonObject bus : answer.objects("buses")) {
            buses.add(new NodeStatus.Bus(
                    bus.text("name"), bus.text("kind"), bus.flag("up"), bus.number("frames"), bus.integer("sockets")));
        }
        List<NodeStatus.Lane> lanes = new ArrayList<>();
        for (JsonObject lane : answer.objects("lanes")) {
            lanes.add(readLane(lane));
        }
        return new NodeStatus(
                new NodeStatus.Gateway(
                        gateway.number("pid"),
                        gateway.text("version"),
                        gateway.text("folder"),
                        gateway.number("seconds"),
                        gateway.number("resident-kib"),
                        gateway.flag("resumed"),
                        gateway.number("takeovers"),
                        gateway.number("refused-sockets"),
                        gateway.number("refused-requests"),
                        gateway.number("malformed-requests"),
                        gateway.text("metrics")),
                buses,
                lanes,
                ResidentJson.read(answer.objects("residents")),
                TunnelJson.readCarried(answer.objects("carried")),
                TunnelJson.read(answer.objects("tunnels")));
    }

    private static void write(JsonGenerator json, NodeStatus.Bus bus) {
        json.writeStartObject();
        json.writeStringProperty("name", bus.name());
        json.writeStringProperty("kind", bus.kind());
        json.writeBooleanProperty("up", bus.up());
        json.writeNumberProperty("frames", bus.frames());
        json.writeNumberProperty("sockets", bus.sockets());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, NodeStatus.Lane lane) {
        json.writeStartObject();
        json.writeStringProperty("name", lane.name());
        json.writeStringProperty("socket", lane.socket());
        json.writeArrayPropertyStart("interfaces");
        for (NodeStatus.Link link : lane.interfaces()) {
            json.writeStartObject();
            json.writeStringProperty("name", link.name());
            json.writeNumberProperty("index", link.index());
            json.writeStringProperty("bus", link.bus());
            json.writeStringProperty("read", link.read());
            json.writeStringProperty("write", link.write());
            json.writeBooleanProperty("error-frames", link.errorFrames());
            json.writeEndObject();
        }
        json.writeEndArray();
        CountsJson.write(json, "written", lane.written());
        CountsJson.write(json, "read", lane.read());
        json.writeArrayPropertyStart("sockets");
        for (NodeStatus.Socket socket : lane.sockets()) {
            json.writeStartObject();
            json.writeNumberProperty("pid", socket.pid());
            json.writeNumberProperty("uid", socket.uid());
            json.writeStringProperty("bound", socket.bound());
            CountsJson.write(json, "written", socket.written());
            CountsJson.write(json, "read", socket.read());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static NodeStatus.Lane readLane(JsonObject lane) {
        List<NodeStatus.Link> links = new ArrayList<>();
        for (JsonObject link : lane.objects("interfaces")) {
            links.add(new NodeStatus.Link(
                    link.text("name"),
                    link.integer("index"),
                    link.text("bus"),
                    link.text("read"),
                    link.text("write"),
                    link.flag("error-frames")));
        }
        List<NodeStatus.Socket> sockets = new ArrayList<>();
        for (JsonObject socket : lane.objects("sockets")) {
            sockets.add(new NodeStatus.Socket(
                    socket.integer("pid"),
                    socket.number("uid"),
                    socket.text("bound"),
                    CountsJson.read(socket.object("written")),
                    CountsJson.read(socket.object("read"))));
        }
        return new NodeStatus.Lane(
                lane.text("name"),
                lane.text("socket"),
                links,
                CountsJson.read(lane.object("written")),
                CountsJson.read(lane.object("read")),
                sockets);
    }

    private interface Body {
        void write(JsonGenerator json);
    }

    private static String answer(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
