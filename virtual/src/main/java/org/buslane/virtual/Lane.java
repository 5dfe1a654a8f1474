package org.buslane.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * A lane as the gateway's thread has it: its listening socket, its interfaces, and the counts of its
 * programs that are gone. Whoever comes through this socket is this lane, whatever else it is.
 */
final class Lane implements AutoCloseable {
    /** Of a lane's {@link GatewayMemory#lane}, its name is before its two ledgers. */
    static final int COUNTS = 64;

    private final LaneSpec spec;
    private final Path path;
    private final UnixSocket listening;
    private final Descriptor table;
    private final InterfaceTable interfaces;
    private final List<Link> links;
    private final Ledger written;
    private final Ledger read;
    private int connections;

    /**
     * @param table for handing out: cannot be written through
     * @param interfaces the same memory, writable
     * @param counts of this lane in {@link GatewayMemory}
     */
    Lane(
            LaneSpec spec,
            Path path,
            UnixSocket listening,
            Descriptor table,
            InterfaceTable interfaces,
            List<Link> links,
            MemorySegment counts) {
        this.spec = spec;
        this.path = path;
        this.listening = listening;
        this.table = table;
        this.interfaces = interfaces;
        this.links = List.copyOf(links);
        this.written = new Ledger(counts, COUNTS);
        this.read = new Ledger(counts, COUNTS + Ledger.SIZE);
        if (!counts.getString(0, UTF_8).equals(spec.name())) {
            counts.fill((byte) 0);
            counts.setString(0, spec.name(), UTF_8);
        }
        interfaces.write(links.stream().map(Link::entry).toList());
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

    /** Tells programs, through the table they have mapped, that a bus went up or down. */
    void busChanged(VirtualBus bus) {
        for (Link link : links) {
            if (link.bus() == bus) {
                interfaces.up(link.index(), bus.isUp());
            }
        }
    }

    /** The counts of a socket that is gone become this lane's, once, and its slot is free. */
    void absorb(int number, SocketSlot gone, Journal journal) {
        journal.leaving(number, written, read);
        written.addAll(gone.written().account());
        read.addAll(gone.read().account());
        gone.release();
        journal.left();
    }

    /** Takes back what an earlier gateway had begun to absorb. */
    void restore(Journal left) {
        left.restoreLane(written, read);
    }

    LaneStatus status(List<LaneStatus.ConnectionStatus> connections) {
        Account allWritten = written.account();
        Account allRead = read.account();
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
