package org.buslane.node.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code status} answers: the gateway's state as plain values, the same at both ends of the socket. */
public record NodeStatus(
        Gateway gateway,
        List<Bus> buses,
        List<Lane> lanes,
        List<Resident> residents,
        List<Carried> carried,
        List<Tunnel> tunnels) {
    public NodeStatus {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        residents = List.copyOf(residents);
        carried = List.copyOf(carried);
        tunnels = List.copyOf(tunnels);
    }

    /** Without tunnels. */
    public NodeStatus(Gateway gateway, List<Bus> buses, List<Lane> lanes, List<Resident> residents) {
        this(gateway, buses, lanes, residents, List.of(), List.of());
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
     * A bus of the kernel's that tunnels carry.
     *
     * @param state {@code up}, {@code down} or {@code away}
     * @param note why it is not up; empty if it is
     * @param heard frames of it for its tunnels; what the kernel had no room for is a full queue
     * @param said frames of its tunnels for it
     * @param waiting frames of them that it has not taken yet
     */
    public record Carried(String bus, String state, String note, Counts heard, Counts said, int waiting) {}

    /**
     * A tunnel.
     *
     * @param kind what it is, such as {@code cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000}
     * @param well whether it does what it is there for
     * @param note in one line why not; may be empty
     * @param listening where it listens; empty if it does not
     * @param said what it put on the bus
     * @param heard what was there for it on the bus
     */
    public record Tunnel(
            String name,
            String bus,
            String kind,
            boolean well,
            String note,
            String listening,
            Counts said,
            Counts heard,
            List<Peer> peers) {
        public Tunnel {
            peers = List.copyOf(peers);
        }
    }

    /**
     * One of its peers.
     *
     * @param note one line; may be empty
     * @param sent frames of the bus, and of other peers, for this one
     * @param received frames of this one
     * @param counts what else is counted of it, by name
     */
    public record Peer(
            String name, boolean well, String note, Counts sent, Counts received, SortedMap<String, Long> counts) {
        public Peer {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        }
    }

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
