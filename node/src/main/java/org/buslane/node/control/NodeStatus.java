package org.buslane.node.control;

import java.util.List;
import java.util.Map;

/** What {@code status} answers: the gateway's state as plain values, the same at both ends of the socket. */
public record NodeStatus(Gateway gateway, List<Bus> buses, List<Lane> lanes, List<Resident> residents) {
    public NodeStatus {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        residents = List.copyOf(residents);
    }

    /** Without residents. */
    public NodeStatus(Gateway gateway, List<Bus> buses, List<Lane> lanes) {
        this(gateway, buses, lanes, List.of());
    }

    /**
     * The gateway itself.
     *
     * @param seconds since it started
     * @param residentKib memory that it has, in KiB
     * @param resumed whether it took over from one that was killed
     * @param takeovers how often one did since the first started
     * @param refusedSockets programs turned away because there was no room for them
     * @param refusedRequests connections to the control socket turned away: strangers, or too many at once
     * @param malformedRequests lines there that were no request
     * @param metrics where they are served, or why they are not; empty if they are not to be
     */
    public record Gateway(
            long pid,
            String version,
            String folder,
            long seconds,
            long residentKib,
            boolean resumed,
            long takeovers,
            long refusedSockets,
            long refusedRequests,
            long malformedRequests,
            String metrics) {}

    /**
     * A virtual bus.
     *
     * @param kind {@code classic}, {@code fd} or {@code xl}
     * @param frames published on it so far
     */
    public record Bus(String name, String kind, boolean up, long frames, int sockets) {}

    /** A lane with the account of all its sockets, those that are gone included. */
    public record Lane(
            String name, String socket, List<Link> interfaces, Counts written, Counts read, List<Socket> sockets) {
        public Lane {
            interfaces = List.copyOf(interfaces);
            sockets = List.copyOf(sockets);
        }
    }

    /** An interface of a lane; what it may read and write in the words of the configuration. */
    public record Link(String name, int index, String bus, String read, String write, boolean errorFrames) {}

    /**
     * A program's socket.
     *
     * @param bound the interface it is bound to, {@code any}, or {@code -} if to none
     */
    public record Socket(int pid, long uid, String bound, Counts written, Counts read) {}

    /**
     * A participant of a bus that lives in the gateway, such as an adapter.
     *
     * @param kind what it is, such as {@code slcan:/dev/ttyACM0@500k}
     * @param well whether it does what it is there for
     * @param state what it says of itself, in one line
     * @param written what it put on the bus
     * @param read what was there for it on the bus
     */
    public record Resident(
            String name, String bus, String kind, boolean well, String state, Counts written, Counts read) {}

    /**
     * An account: at rest {@code in = delivered + sum(dropped)}.
     *
     * @param dropped by the reason's label; reasons with none are left out
     */
    public record Counts(long in, long delivered, Map<String, Long> dropped) {
        public Counts {
            dropped = Map.copyOf(dropped);
        }
    }
}
