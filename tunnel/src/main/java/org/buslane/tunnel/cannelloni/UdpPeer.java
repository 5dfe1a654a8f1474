package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.SocketName;
import org.buslane.tunnel.BusSide;

/** What goes to one peer: judged, packed, and queued until the network has it. Owned by the bus's thread. */
final class UdpPeer {
    private final InetPlace place;
    private final int most;
    private final Settings settings;
    private final BusSide side;
    private final PeerAccount account;
    private final Gate gate;
    private final Hurry hurry;
    private final Packer packer;
    private final DatagramQueue queue;
    private Optional<SocketName> name = Optional.empty();
    private boolean isFilling;
    private boolean hasTrailer;
    private long deadline;
    private long packed;
    private long waiting;

    UdpPeer(Peer peer, Settings settings, BusSide side, Arena arena) {
        long now = side.now();
        this.place = peer.place();
        this.most = Mtu.payload(peer.mtu(), place);
        this.settings = settings;
        this.side = side;
        this.account = new PeerAccount(place.toString(), settings.reports(), now);
        this.gate = new Gate(peer.policy(), Access.READ, now);
        this.hurry = new Hurry(settings.timeouts(), settings.timeout());
        this.packer = new Packer(most, settings.sort());
        this.queue = new DatagramQueue(arena, most, settings.queue());
    }

    InetPlace place() {
        return place;
    }

    PeerAccount account() {
        return account;
    }

    DatagramQueue queue() {
        return queue;
    }

    /** How the socket calls it; empty while there is no socket that reaches it. */
    Optional<SocketName> name() {
        return name;
    }

    void name(Optional<SocketName> now) {
        name = now;
    }

    /**
     * Counts a frame for this peer in, and out again if it is not to have it.
     *
     * @param size what {@link FrameCode#size} says
     */
    boolean wants(FrameBatch batch, int frame, int size, long now, Fate fate) {
        account.sent().in(1);
        switch (gate.judge(batch, frame, now)) {
            case DENIED -> {
                return drop(DropReason.DENIED, frame, fate);
            }
            case OVER_RATE -> {
                return drop(DropReason.OVER_RATE, frame, fate);
            }
            case PASS -> {}
        }
        if (size == 0 || size > most - Packer.HEAD) {
            return drop(DropReason.INVALID, frame, fate);
        }
        if (name.isEmpty() || account.breaker().isOpen(now)) {
            return drop(DropReason.DOWN, frame, fate);
        }
        return true;
    }

    /** @return false */
    private boolean drop(DropReason reason, int frame, Fate fate) {
        account.sent().dropped(reason, 1);
        fate.dropped(frame, reason);
        return false;
    }

    /** Packs a frame that it {@link #wants}; false if there is no room now. */
    boolean add(FrameBatch batch, int frame, int size, long hash, long now) {
        if (isFilling && !packer.add(batch, frame, size)) {
            seal(now);
        } else if (isFilling) {
            packed(batch, frame, hash, now);
            return true;
        }
        if (queue.isFull()) {
            return false;
        }
        begin(account.reports().isDue(now) && most - Trailer.SIZE >= Packer.HEAD + FrameCode.MOST);
        packer.add(batch, frame, size);
        packed(batch, frame, hash, now);
        return true;
    }

    private void begin(boolean withTrailer) {
        hasTrailer = withTrailer;
        packer.begin(queue.memory(), queue.open(), withTrailer ? most - Trailer.SIZE : most);
        isFilling = true;
        deadline = Long.MAX_VALUE;
    }

    private void packed(FrameBatch batch, int frame, long hash, long now) {
        packed++;
        waiting++;
        if (settings.timeout() > 0) {
            deadline = Math.min(deadline, now + hurry.nanos(batch.idWord(frame)));
        }
        account.breaker().sent(hash, now);
    }

    /** There was no room in the end. */
    void refuse(int frame, Fate fate) {
        drop(DropReason.QUEUE_FULL, frame, fate);
    }

    /** The datagram that is being filled is whole. */
    void seal(long now) {
        if (isFilling) {
            isFilling = false;
            int bytes = packer.finish();
            if (hasTrailer) {
                account.reports()
                        .write(
                                queue.memory(),
                                queue.open() + bytes,
                                now,
                                side.realtime(),
                                account.watch(),
                                account.get(Count.DATAGRAMS_RECEIVED),
                                account.received().in(),
                                packed);
                bytes += Trailer.SIZE;
            }
            queue.add(bytes, packer.frames(), settings.expiry(now));
        }
    }

    /** When this peer has something to do; Long.MAX_VALUE is never. */
    long due() {
        long due = Math.min(queue.expires(), account.reports().due());
        return isFilling ? Math.min(due, deadline) : due;
    }

    /** Makes whole what may not wait, answers what asks for it, and drops what has waited for too long. */
    void run(long now) {
        expire(now);
        if (isFilling && deadline - now <= 0) {
            seal(now);
        }
        if (account.reports().due() - now <= 0 && name.isPresent() && !isFilling && !queue.isFull()) {
            begin(true);
            seal(now);
        }
    }

    void expire(long now) {
        while (queue.expires() - now <= 0) {
            remove(DropReason.OVER_AGE);
        }
    }

    /** The network has the oldest datagram. */
    void sent() {
        int frames = queue.frames(0);
        account.sent().delivered(frames);
        account.add(Count.DATAGRAMS_SENT, 1);
        account.add(Count.BYTES_SENT, queue.bytes(0));
        waiting -= frames;
        queue.remove();
    }

    /** The oldest datagram does not go any more. */
    void remove(DropReason reason) {
        int frames = queue.frames(0);
        account.sent().dropped(reason, frames);
        waiting -= frames;
        queue.remove();
    }

    /** Nothing that waits goes any more. */
    void clear(DropReason reason, long now) {
        seal(now);
        while (queue.size() > 0) {
            remove(reason);
        }
    }

    /** Frames that wait. */
    long waiting() {
        return waiting;
    }
}
