package org.buslane.virtual;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.PeerCredentials;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawSocket;
import org.buslane.virtual.wire.StateWord;
import org.buslane.virtual.wire.Trailer;

/** One program's CAN socket, as the gateway's thread has it. */
final class Connection implements Speaker, AutoCloseable {
    private final int number;
    private final UnixSocket socket;
    private final Lane lane;
    private final SocketSlot slot;
    private final RawSocket raw;
    private final PeerCredentials peer;
    private final List<LinkPort> ports = new ArrayList<>();
    private Optional<SessionSeat> session = Optional.empty();

    /** @param number of its slot; its rank on every bus too */
    Connection(int number, UnixSocket socket, Lane lane, SocketSlot slot, RawSocket raw) {
        this.number = number;
        this.socket = socket;
        this.lane = lane;
        this.slot = slot;
        this.raw = raw;
        this.peer = socket.peerCredentials();
        lane.join();
    }

    int rank() {
        return number;
    }

    UnixSocket socket() {
        return socket;
    }

    Lane lane() {
        return lane;
    }

    SocketSlot slot() {
        return slot;
    }

    RawSocket raw() {
        return raw;
    }

    /** What speaks a protocol above frames here; empty for CAN_RAW. */
    Optional<SessionSeat> session() {
        return session;
    }

    /** From now on a session speaks here, and hears all that its lane leads to. */
    void become(SessionSeat seat, Delivery delivery) {
        session = Optional.of(seat);
        listen(lane.links(), delivery);
    }

    /** Whether nothing is left to do here for a program that is gone. */
    boolean isDone() {
        return session.map(SessionSeat::isDone).orElse(true);
    }

    int stateWord() {
        return raw.stateWord() | session.map(SessionSeat::stateBits).orElse(0);
    }

    @Override
    public Ledger written() {
        return slot.written();
    }

    @Override
    public Object host() {
        return lane;
    }

    @Override
    public boolean loopback() {
        return raw.loopback();
    }

    /** Hears these links from now on, and no others. */
    void listen(List<Link> links, Delivery delivery) {
        deafen();
        for (Link link : links) {
            LinkPort port = session.isPresent()
                    ? new SessionPort(this, link, delivery, session.get())
                    : new ConnectionPort(this, link, delivery);
            ports.add(port);
            link.bus().bus().attach(port);
        }
    }

    /**
     * Hears what it is bound to, as its lane's interfaces are now. Of one that is gone raw_notify() of
     * net/can/raw.c unbinds it and makes ENODEV its pending error.
     */
    void rebind(Delivery delivery) {
        if (session.isPresent()) {
            List<Link> before = ports.stream().map(LinkPort::link).toList();
            listen(lane.links(), delivery);
            before.stream().filter(link -> lane.place(link.index()) < 0).forEach(session.get()::gone);
            return;
        }
        if (!raw.isBound()) {
            return;
        }
        List<Link> links = raw.index() == 0
                ? lane.links()
                : lane.link(raw.index()).stream().toList();
        listen(links, delivery);
        if (links.isEmpty()) {
            raise(Errno.ENODEV, 0);
            raw.unbind();
            slot.save(raw);
        }
    }

    private void deafen() {
        ports.forEach(port -> port.link().bus().bus().detach(port));
        ports.clear();
    }

    /** Whether it is bound to the interface of this bus, not merely to all. */
    boolean isBoundTo(VirtualBus bus) {
        return raw.isBound()
                && raw.index() != 0
                && raw.index() == bus.index()
                && ports.stream().anyMatch(port -> port.link().bus() == bus);
    }

    /**
     * Makes {@code errno} the result of the program's next read, as a pending socket error of the kernel's.
     * A program that has no room for it will find out when it writes.
     */
    void raise(int errno, long stamp) {
        raise(errno, 0, stamp);
    }

    /** The same when the answer to a bind tells of it, by {@link StateWord#PENDING}. */
    void raiseTold(int errno, long stamp) {
        raise(errno, Trailer.TOLD, stamp);
    }

    private void raise(int errno, int told, long stamp) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(Trailer.SIZE, 8);
            Trailer.writeEvent(event, 0, raw.index(), told, stamp, errno);
            socket.send(event, List.of(), MessageFlags.DONTWAIT);
        } catch (LinuxException full) {
            // Its queue is full or it is gone; either way the frames it is owed come first.
        }
    }

    LaneStatus.ConnectionStatus status() {
        return new LaneStatus.ConnectionStatus(
                peer.pid(),
                peer.uid(),
                raw.isBound() ? lane.boundName(raw.index()) : "-",
                slot.written().account(),
                slot.read().account());
    }

    /** Leaves its buses. Its counts are still to be {@link Lane#absorb}ed. */
    @Override
    public void close() {
        deafen();
        session.ifPresent(SessionSeat::close);
        lane.leave();
        socket.close();
    }
}
