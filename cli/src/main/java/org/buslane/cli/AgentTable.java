package org.buslane.cli;

import org.buslane.node.agent.AgentStatus;
import org.buslane.node.reconcile.Trouble;

/** The agent's status for people. */
final class AgentTable {
    private static final int KILO = 1000;
    private static final int MEGA = 1_000_000;
    private static final int SECOND = 1000;

    private AgentTable() {}

    static void append(StringBuilder text, AgentStatus status) {
        AgentStatus.Self self = status.self();
        text.append("agent ").append(self.version());
        text.append(", process ").append(self.pid());
        text.append(", up ").append(StatusTable.duration(self.seconds()));
        text.append(", ").append(self.residentKib() / 1024).append(" MiB");
        text.append(", in ").append(self.folder());
        text.append(self.file().isEmpty() ? "\n" : ", by " + self.file() + "\n");
        if (!self.objection().isEmpty()) {
            text.append("what it goes by is older than the file: ")
                    .append(self.objection())
                    .append('\n');
        }
        buses(text, status);
        lanes(text, status);
        if (!status.troubles().isEmpty()) {
            text.append("\nBEING REPAIRED\n");
            status.troubles().forEach(trouble -> trouble(text, trouble));
        }
    }

    private static void buses(StringBuilder text, AgentStatus status) {
        Table table = new Table(
                "KERNEL BUS", "KIND", "STATE", "BIT RATE", "LOAD", "FRAMES/S", "RECEIVED", "SENT", "ERRORS", "DROPPED");
        for (AgentStatus.Bus bus : status.buses()) {
            table.row(
                    bus.name(),
                    (bus.kind().isEmpty() ? "-" : bus.kind()) + (bus.fd() ? " fd" : ""),
                    bus.state(),
                    bitrates(bus),
                    bus.loadPercent().isPresent() ? bus.loadPercent().getAsInt() + " %" : "-",
                    Long.toString(bus.framesPerSecond()),
                    Long.toString(bus.received()),
                    Long.toString(bus.sent()),
                    Long.toString(bus.errors()),
                    Long.toString(bus.dropped()));
        }
        if (!status.buses().isEmpty()) {
            text.append('\n');
            table.appendTo(text);
        }
    }

    private static String bitrates(AgentStatus.Bus bus) {
        if (bus.bitrate() == 0) {
            return "-";
        }
        return bitrate(bus.bitrate()) + (bus.dataBitrate() == 0 ? "" : "/" + bitrate(bus.dataBitrate()));
    }

    private static String bitrate(int bits) {
        if (bits % MEGA == 0) {
            return bits / MEGA + "M";
        }
        return bits % KILO == 0 ? bits / KILO + "k" : Integer.toString(bits);
    }

    private static void lanes(StringBuilder text, AgentStatus status) {
        Table table = new Table("KERNEL LANE", "OF", "AS", "ON", "STATE", "", "MAY", "IN", "DELIVERED", "DROPPED");
        for (AgentStatus.Lane lane : status.lanes()) {
            table.row(
                    lane.lane(),
                    lane.owner(),
                    lane.name(),
                    lane.bus(),
                    lane.state(),
                    "wrote",
                    StatusTable.rules(lane.mayWrite()),
                    Long.toString(lane.written().in()),
                    Long.toString(lane.written().delivered()),
                    StatusTable.dropped(lane.written()));
            table.row(
                    "",
                    "",
                    "",
                    "",
                    "",
                    "reads",
                    StatusTable.rules(lane.mayRead()),
                    Long.toString(lane.read().in()),
                    Long.toString(lane.read().delivered()),
                    StatusTable.dropped(lane.read()));
        }
        if (!status.lanes().isEmpty()) {
            text.append('\n');
            table.appendTo(text);
        }
    }

    private static void trouble(StringBuilder text, Trouble trouble) {
        text.append("  ").append(trouble.subject()).append(": ").append(trouble.why());
        text.append(" (for ").append(StatusTable.duration(trouble.millis() / SECOND));
        text.append(", tried ").append(trouble.attempts()).append(trouble.attempts() == 1 ? " time)\n" : " times)\n");
    }
}
