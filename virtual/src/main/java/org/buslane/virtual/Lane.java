package org.buslane.virtual;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Account;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * A lane as the gateway's thread has it: its listening socket, its interfaces, and the counts of its
 * programs that are gone. Whoever comes through this socket is this lane, whatever else it is.
 */
final class Lane implements AutoCloseable {
    /** Room for ten thousand of BCM's tasks, or for 240 ISO-TP sockets. */
    private static final long SESSION_BYTES = 4 << 20;

    private final int place;
    private final Path path;
    private final UnixSocket listening;
    private final Descriptor table;
    private final InterfaceTable interfaces;
    private final LaneCounts counts;
    private final Budget budget;
    private LaneSpec spec;
    private List<Link> links;
    private int connections;

    /**
     * @param place of its counts in {@link GatewayMemory}
     * @param table for handing out: cannot be written through
     * @param interfaces the same memory, writable
     * @param whole what the sessions of all lanes may have kept
     */
    Lane(
            LaneSpec spec,
            int place,
            Path path,
            UnixSocket listening,
            Descriptor table,
            InterfaceTable interfaces,
            List<Link> links,
            LaneCounts counts,
            Budget whole) {
        this.budget = whole.part(SESSION_BYTES);
        this.spec = spec;
        this.place = place;
        this.path = path;
        this.listening = listening;
        this.table = table;
        this.interfaces = interfaces;
        this.links = List.copyOf(links);
        this.counts = counts;
        showLinks();
    }

    /** From now on it is as {@code after} says, with these interfaces. */
    void change(LaneSpec after, List<Link> changed) {
        spec = after;
        links = List.copyOf(changed);
        showLinks();
    }

    /** Programs see their interfaces as they are now. */
    void showLinks() {
        interfaces.change(links.stream().map(Link::entry).toList());
    }

    LaneSpec spec() {
        return spec;
    }

    /** Of all lanes there are only this one has it. */
    int place() {
        return place;
    }

    Path path() {
        return path;
    }

    int connections() {
        return connections;
    }

    /** A program has come. */
    void join() {
        connections++;
    }

    /** A program has gone. */
    void leave() {
        connections--;
    }

    String name() {
        return spec.name();
    }

    UnixSocket listening() {
        return listening;
    }

    Descriptor table() {
        return table;
    }

    List<Link> links() {
        return links;
    }

    /** The place of the interface among {@link #links}, or -1 if there is none of this index. */
    int place(int index) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).index() == index) {
                return i;
            }
        }
        return -1;
    }

    Optional<Link> link(int index) {
        int place = place(index);
        return place < 0 ? Optional.empty() : Optional.of(links.get(place));
    }

    String boundName(int index) {
        return index == 0 ? "any" : link(index).map(Link::name).orElse("-");
    }

    /** The interface that leads to this bus; a lane has one at most. */
    Optional<Link> to(VirtualBus bus) {
        return links.stream().filter(link -> link.bus() == bus).findFirst();
    }

    /** Tells programs, through the table they have mapped, that a bus went up or down. */
    void busChanged(VirtualBus bus) {
        for (Link link : links) {
            if (link.bus() == bus) {
                interfaces.up(link.index(), bus.isUp());
            }
        }
    }

    /** What the sessions of its programs may have us keep. */
    Budget budget() {
        return budget;
    }

    /** Of its programs that are gone. */
    LaneCounts counts() {
        return counts;
    }

    LaneStatus status(List<LaneStatus.ConnectionStatus> connections) {
        Account allWritten = counts.written().account();
        Account allRead = counts.read().account();
        for (LaneStatus.ConnectionStatus connection : connections) {
            allWritten = allWritten.plus(connection.written());
            allRead = allRead.plus(connection.read());
        }
        return new LaneStatus(
                spec.name(), path, links.stream().map(Link::status).toList(), connections, allWritten, allRead);
    }

    @Override
    public void close() {
        listening.close();
        table.close();
    }
}
