package org.buslane.node.control;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/** Tunnels, and the kernel's buses that they carry, as JSON, and back. */
final class TunnelJson {
    private TunnelJson() {}

    static void write(JsonGenerator json, NodeStatus status) {
        json.writeArrayPropertyStart("carried");
        for (NodeStatus.Carried bus : status.carried()) {
            json.writeStartObject();
            json.writeStringProperty("bus", bus.bus());
            json.writeStringProperty("state", bus.state());
            json.writeStringProperty("note", bus.note());
            CountsJson.write(json, "heard", bus.heard());
            CountsJson.write(json, "said", bus.said());
            json.writeNumberProperty("waiting", bus.waiting());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("tunnels");
        for (NodeStatus.Tunnel tunnel : status.tunnels()) {
            write(json, tunnel);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, NodeStatus.Tunnel tunnel) {
        json.writeStartObject();
        json.writeStringProperty("name", tunnel.name());
        json.writeStringProperty("bus", tunnel.bus());
        json.writeStringProperty("kind", tunnel.kind());
        json.writeBooleanProperty("well", tunnel.well());
        json.writeStringProperty("note", tunnel.note());
        json.writeStringProperty("listening", tunnel.listening());
        CountsJson.write(json, "said", tunnel.said());
        CountsJson.write(json, "heard", tunnel.heard());
        json.writeArrayPropertyStart("peers");
        for (NodeStatus.Peer peer : tunnel.peers()) {
            json.writeStartObject();
            json.writeStringProperty("name", peer.name());
            json.writeBooleanProperty("well", peer.well());
            json.writeStringProperty("note", peer.note());
            CountsJson.write(json, "sent", peer.sent());
            CountsJson.write(json, "received", peer.received());
            json.writeObjectPropertyStart("counts");
            for (Map.Entry<String, Long> count : peer.counts().entrySet()) {
                json.writeNumberProperty(count.getKey(), count.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static List<NodeStatus.Carried> readCarried(List<JsonObject> buses) {
        return buses.stream()
                .map(bus -> new NodeStatus.Carried(
                        bus.text("bus"),
                        bus.text("state"),
                        bus.text("note"),
                        CountsJson.read(bus.object("heard")),
                        CountsJson.read(bus.object("said")),
                        bus.integer("waiting")))
                .toList();
    }

    static List<NodeStatus.Tunnel> read(List<JsonObject> tunnels) {
        return tunnels.stream()
                .map(tunnel -> new NodeStatus.Tunnel(
                        tunnel.text("name"),
                        tunnel.text("bus"),
                        tunnel.text("kind"),
                        tunnel.flag("well"),
                        tunnel.text("note"),
                        tunnel.text("listening"),
                        CountsJson.read(tunnel.object("said")),
                        CountsJson.read(tunnel.object("heard")),
                        tunnel.objects("peers").stream().map(TunnelJson::peer).toList()))
                .toList();
    }

    private static NodeStatus.Peer peer(JsonObject peer) {
        JsonObject counts = peer.object("counts");
        SortedMap<String, Long> numbers = new TreeMap<>();
        for (String name : counts.fields().keySet()) {
            numbers.put(name, counts.number(name));
        }
        return new NodeStatus.Peer(
                peer.text("name"),
                peer.flag("well"),
                peer.text("note"),
                CountsJson.read(peer.object("sent")),
                CountsJson.read(peer.object("received")),
                numbers);
    }
}
