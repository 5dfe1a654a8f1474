package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.SocketName;
import org.buslane.linux.inet.UdpSocket;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.line.Backoff;
import org.buslane.tunnel.peer.FrameHash;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket for many peers. Frames of the bus go to all of them, frames of a peer to the bus and to the others, never
 * back. Owned by the bus's thread; nothing is allocated for a frame.
 *
 * <p>Datagrams are sent when all that waited on the bus was heard, or when a timeout says so, and never later than a few
 * full ones wait. What the network does not take now waits in a queue of {@link Settings#queue} bytes for each peer, up to
 * {@link Settings#maxAge}; the newest frames are dropped if that is full. Everything is counted.
 */
final class UdpEndpoint implements Tunnel {
    private static final System.Logger LOG = System.getLogger(UdpEndpoint.class.getName());

    /** Full datagrams of a peer that wait for the rest of a long batch: one call for eight is cheap enough. */
    private static final int ENOUGH = 8;

    /** How often the socket is read before the bus has its turn. */
    private static final int READS = 4;

    private final CannelloniUdp kind;
    private final BusSide side;
    private final Backoff backoff;
    private final Arena arena = Arena.ofShared();
    private final List<UdpPeer> peers = new ArrayList<>();
    private final UdpListener listener;
    private final UdpSender sender;
    private final Fate fate = new Fate();
    private final Fate relayed = new Fate();
    private @Nullable UdpSocket socket;
    private int watched;
    private long due;
    private String note = "";
    private String listening = "";

    /** Binds with the first {@link #run}, which is due at once. */
    UdpEndpoint(CannelloniUdp kind, BusSide side, RandomGenerator random) {
        this.kind = kind;
        this.side = side;
        this.backoff = new Backoff(random);
        this.due = side.now();
        for (Peer peer : kind.peers()) {
            peers.add(new UdpPeer(peer, kind.settings(), side, arena));
        }
        this.listener = new UdpListener(kind, side, peers, arena, this::relay);
        this.sender = new UdpSender(peers);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        fate.begin(selected, DropReason.DOWN);
        give(batch, selected, Optional.empty(), fate);
        fate.count(selected, heard);
    }

    /** What {@code from} has said, for all others. */
    private void relay(Optional<UdpPeer> from, FrameBatch batch, long passed) {
        if (peers.size() > 1 || from.isEmpty()) {
            relayed.begin(passed, DropReason.DOWN);
            give(batch, passed, from, relayed);
        }
    }

    private void give(FrameBatch batch, long selected, Optional<UdpPeer> from, Fate fates) {
        long now = side.now();
        boolean isEnough = false;
        for (long left = selected; left != 0; left &= left - 1) {
            int frame = Long.numberOfTrailingZeros(left);
            int size = FrameCode.size(batch.memory(), batch.offset(frame), batch.size(frame));
            long hash = size == 0 ? 0 : FrameHash.of(batch.memory(), batch.offset(frame));
            for (int p = 0; p < peers.size(); p++) {
                UdpPeer peer = peers.get(p);
                if ((from.isEmpty() || from.get() != peer) && peer.wants(batch, frame, size, now, fates)) {
                    give(peer, batch, frame, size, hash, now, fates);
                    isEnough |= peer.queue().size() >= ENOUGH;
                }
            }
        }
        if (isEnough) {
            send(now);
        }
    }

    private void give(UdpPeer peer, FrameBatch batch, int frame, int size, long hash, long now, Fate fates) {
        boolean isAdded = peer.add(batch, frame, size, hash, now);
        if (!isAdded) {
            send(now);
            isAdded = peer.add(batch, frame, size, hash, now);
        }
        if (isAdded) {
            fates.reached(frame);
        } else {
            peer.refuse(frame, fates);
        }
    }

    private void send(long now) {
        for (int p = 0; p < peers.size(); p++) {
            peers.get(p).expire(now);
        }
        if (socket != null) {
            sender.send(socket, now);
            watch(socket);
        }
    }

    private void watch(UdpSocket of) {
        int events = sender.isBlocked() ? Epoll.IN | Epoll.OUT : Epoll.IN;
        if (watched != events) {
            watched = events;
            side.watch(of.descriptor(), events);
        }
    }

    @Override
    public void drained() {
        flush(side.now());
    }

    /** Sends what need not wait for more. */
    private void flush(long now) {
        boolean isWaiting = false;
        for (int p = 0; p < peers.size(); p++) {
            UdpPeer peer = peers.get(p);
            if (kind.settings().timeout() == 0) {
                peer.seal(now);
            }
            peer.run(now);
            isWaiting |= peer.queue().size() > 0;
        }
        if (isWaiting) {
            send(now);
        }
    }

    @Override
    public long due() {
        if (socket == null) {
            return due;
        }
        long first = Long.MAX_VALUE;
        for (int p = 0; p < peers.size(); p++) {
            first = Math.min(first, peers.get(p).due());
        }
        return first;
    }

    @Override
    public void run(long now) {
        if (socket != null) {
            flush(now);
        } else if (due - now <= 0) {
            open(now);
        }
    }

    private void open(long now) {
        try {
            UdpSocket made = UdpDoor.open(kind);
            socket = made;
            listening = made.local() + "/udp";
            for (UdpPeer peer : peers) {
                peer.name(made.name(peer.place()));
            }
            sender.unblock();
            watch(made);
            backoff.reset();
            note = "";
            LOG.log(Level.INFO, "{0} is open at {1}", kind.words(), listening);
        } catch (LinuxException e) {
            away(String.valueOf(e.getMessage()), now);
        }
    }

    private void away(String why, long now) {
        if (!note.equals(why)) {
            LOG.log(Level.WARNING, "{0} is down, and tried again: {1}", kind.words(), why);
        }
        drop(DropReason.DOWN, now);
        note = why;
        due = now + backoff.pause();
    }

    private void drop(DropReason reason, long now) {
        for (UdpPeer peer : peers) {
            peer.clear(reason, now);
            peer.name(Optional.<SocketName>empty());
        }
        if (socket != null) {
            side.unwatch(socket.descriptor());
            listener.forget(socket);
            socket.close();
            socket = null;
            watched = 0;
            listening = "";
        }
    }

    @Override
    public void ready(int events) {
        UdpSocket from = socket;
        if (from == null) {
            return;
        }
        long now = side.now();
        if ((events & Epoll.OUT) != 0) {
            sender.unblock();
        }
        if ((events & Epoll.ERR) != 0) {
            listener.errors(from, now);
        }
        int result = listener.receive(from, now);
        for (int i = 1; i < READS && result == UdpSocket.BATCH; i++) { // fewer: no more wait, and that is not asked
            result = listener.receive(from, now);
        }
        if (result < 0 && result != -Errno.EAGAIN) {
            away(String.valueOf(new LinuxException("receive from", listening, new Errno(-result)).getMessage()), now);
            return;
        }
        flush(now);
        send(now);
    }

    @Override
    public TunnelReport report() {
        long now = side.now();
        List<PeerReport> reports = new ArrayList<>();
        for (UdpPeer peer : peers) {
            reports.add(peer.account().report(now, peer.waiting()));
        }
        listener.others(Optional.ofNullable(socket), now).ifPresent(reports::add);
        return new TunnelReport(socket != null, note, listening, reports);
    }

    /** Sends what waits, as far as the network takes it. */
    @Override
    public void close() {
        long now = side.now();
        for (UdpPeer peer : peers) {
            peer.seal(now);
        }
        if (socket != null) {
            send(now);
        }
        drop(DropReason.GONE, now);
        arena.close();
    }
}
