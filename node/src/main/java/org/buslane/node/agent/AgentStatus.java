package org.buslane.node.agent;

import java.util.List;
import java.util.OptionalInt;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.json.JsonObject;
import org.buslane.node.reconcile.Trouble;

/**
 * How the agent's part of a node does, as plain values, the same at both ends of the socket.
 *
 * @param troubles what is being repaired, and why
 * @param journal the last of what was done, oldest first
 */
public record AgentStatus(Self self, List<Bus> buses, List<Lane> lanes, List<Trouble> troubles, List<String> journal) {
    public AgentStatus {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        troubles = List.copyOf(troubles);
        journal = List.copyOf(journal);
    }

    /**
     * The agent itself.
     *
     * @param seconds since it started
     * @param residentKib memory that it has
     * @param file the configuration; empty without one
     * @param objection why what holds is not what the file says; empty if it is
     */
    public record Self(
            long pid, String version, String folder, long seconds, long residentKib, String file, String objection) {}

    /**
     * A bus of the kernel's.
     *
     * @param kind {@code can} for a card, {@code vcan} and so on
     * @param state {@code up}, {@code down}, {@code missing}, or a card's: {@code bus-off}, {@code error-passive}
     * @param bitrate in bits per second; 0 without one
     * @param framesPerSecond seen on it, over the last second or so
     * @param loadPercent of what its bit rate can carry, without stuff bits; empty without a bit rate
     */
    public record Bus(
            String name,
            String kind,
            String state,
            boolean declared,
            boolean fd,
            int bitrate,
            int dataBitrate,
            long framesPerSecond,
            OptionalInt loadPercent,
            long received,
            long sent,
            long errors,
            long dropped) {}

    /**
     * A lane on such a bus.
     *
     * @param state as `buslane lanes` has it
     * @param declared for whom; empty for one that was attached by hand
     * @param written what the container wrote, and what became of it
     * @param read what was on its way to it
     */
    public record Lane(
            String lane,
            String owner,
            String name,
            String bus,
            String state,
            String declared,
            String mayRead,
            String mayWrite,
            NodeStatus.Counts written,
            NodeStatus.Counts read) {}

    /** As one line of JSON. */
    public String json() {
        return AgentStatusJson.write(this);
    }

    /** @throws org.buslane.node.NodeException if it is not what {@link #json} writes */
    public static AgentStatus read(JsonObject json) {
        return AgentStatusJson.read(json);
    }
}
