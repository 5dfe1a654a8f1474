package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, from the moment it is there: frames of the bus and of others go out, frames of the peer
 * come in. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class Conversation implements AutoCloseable {
    /** Who else gets what a peer says: bit i of {@code passed} stands for frame i of the batch. */
    interface Relay {
        void relay(Conversation from, FrameBatch batch, long passed);
    }

    /** What a connection has for its greeting, in nanoseconds. A server of cannelloni's that is busy says none, ever. */
    static final long GREETED_WITHIN = 5_000_000_000L;

    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final BusSide side;
    private final Settings settings;
    private final Wire wire;
    private final StreamAccount account;
    private final Gate read;
    private final Gate write;
    private final Relay relay;
    private final Epoll epoll;
    private final long place;
    private final FrameBatch batch;
    private final Arena arena = Arena.ofShared();
    private final long greetedUntil;
    private int watched;
    private boolean isOpen;
    private String end = "";

    /** @param place what {@code epoll} calls its descriptor, which stands in it already, for {@code IN} and {@code OUT} */
    Conversation(
            BusSide side,
            Settings settings,
            Policy policy,
            Wire wire,
            StreamAccount account,
            Relay relay,
            Epoll epoll,
            long place) {
        long now = side.now();
        this.side = side;
        this.settings = settings;
        this.wire = wire;
        this.account = account;
        this.relay = relay;
        this.epoll = epoll;
        this.place = place;
        this.read = new Gate(policy, Access.READ, now);
        this.write = new Gate(policy, Access.WRITE, now);
        this.batch = new FrameBatch(
                arena.allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);
        this.greetedUntil = now + GREETED_WITHIN;
        this.watched = Epoll.IN | Epoll.OUT;
        account.connected();
        ended(wire.begin(), "greet");
        isOpen = wire.isGreeted();
        watch();
    }

    /** Whether frames go both ways. */
    boolean isOpen() {
        return isOpen && !hasEnded();
    }

    boolean hasEnded() {
        return !end.isEmpty();
    }

    /** Why it has. */
    String end() {
        return end;
    }

    StreamAccount account() {
        return account;
    }

    int waiting() {
        return wire.waiting();
    }

    /** Frames for this peer. */
    void hear(FrameBatch from, long selected, Fate fate) {
        Ledger sent = account.sent();
        sent.in(Long.bitCount(selected));
        if (!isOpen()) {
            sent.dropped(DropReason.DOWN, Long.bitCount(selected));
            return;
        }
        long now = side.now();
        wire.expire(now);
        for (long left = selected; left != 0; left &= left - 1) {
            int frame = Long.numberOfTrailingZeros(left);
            DropReason refused = queue(from, frame, now);
            if (refused == null) {
                fate.reached(frame);
            } else {
                sent.dropped(refused, 1);
                fate.dropped(frame, refused);
            }
        }
        if (wire.isLoaded()) {
            ended(wire.flush(now), "talk to");
            watch();
        }
    }

    /** @return why it is not, or null */
    private @Nullable DropReason queue(FrameBatch from, int frame, long now) {
        int size = FrameCode.size(from.memory(), from.offset(frame), from.size(frame));
        if (size == 0) {
            return DropReason.INVALID;
        }
        return switch (read.judge(from, frame, now)) {
            case DENIED -> DropReason.DENIED;
            case OVER_RATE -> DropReason.OVER_RATE;
            case PASS -> wire.add(from, frame, size, now) ? null : DropReason.QUEUE_FULL;
        };
    }

    /** No more is to come for now: what waits goes. */
    void drained() {
        if (isOpen()) {
            long now = side.now();
            wire.expire(now);
            ended(wire.drained(now), "talk to");
            watch();
        }
    }

    void ready(int events) {
        if ((events & Epoll.OUT) != 0 && isOpen()) {
            long now = side.now();
            wire.expire(now);
            ended(wire.flush(now), "talk to");
        }
        if ((events & ~Epoll.OUT) != 0) {
            for (int i = 0; i < READS && !hasEnded() && receive(); i++) {}
        }
        watch();
    }

    /** @return whether there may be more */
    private boolean receive() {
        int result = wire.receive();
        if (result == -Errno.EAGAIN) {
            return false;
        }
        if (result <= 0) {
            ended(result, "talk to");
            end = hasEnded() ? end : "it closed the connection";
            return false;
        }
        account.bytesReceived(result);
        take();
        return true;
    }

    private void take() {
        int count = 0;
        FrameReader.Found found = FrameReader.Found.FRAME;
        while (found != FrameReader.Found.SHORT && found != FrameReader.Found.HOSTILE) {
            found = wire.next(batch.memory(), (long) count * batch.stride());
            switch (found) {
                case FRAME -> batch.size(count++, wire.size());
                case NO_FRAME -> {
                    account.received().in(1);
                    account.received().dropped(DropReason.INVALID, 1);
                }
                case SHORT -> {}
                case HOSTILE -> refuse();
            }
            if (count == FrameBatch.CAPACITY) {
                say(count);
                count = 0;
            }
        }
        say(count);
        isOpen |= wire.isGreeted();
    }

    private void refuse() {
        if (wire.isGreeted()) {
            account.hostile();
            end = "it sent a frame with a length that none has";
        } else {
            account.wrongGreeting();
            end = "it greeted with something else than CANNELLONIv1";
        }
    }

    private void say(int count) {
        batch.count(count);
        if (count == 0) {
            return;
        }
        Ledger received = account.received();
        received.in(count);
        long now = side.now();
        long expires = settings.expiry(now);
        int mtu = side.mtu();
        long passed = 0;
        for (int i = 0; i < count; i++) {
            switch (write.judge(batch, i, now)) {
                case DENIED -> received.dropped(DropReason.DENIED, 1);
                case OVER_RATE -> received.dropped(DropReason.OVER_RATE, 1);
                case PASS -> {
                    passed |= 1L << i;
                    say(i, mtu, expires, received);
                }
            }
        }
        if (passed != 0) {
            relay.relay(this, batch, passed);
        }
    }

    private void say(int frame, int mtu, long expires, Ledger received) {
        int size = batch.size(frame);
        if (mtu < size) {
            received.dropped(mtu == 0 ? DropReason.DOWN : DropReason.INVALID, 1);
        } else if (side.say(batch.memory(), batch.offset(frame), size, expires)) {
            received.delivered(1);
        } else {
            received.dropped(DropReason.QUEUE_FULL, 1);
        }
    }

    long due() {
        return isOpen ? wire.due() : greetedUntil;
    }

    void run(long now) {
        if (hasEnded() || due() - now > 0) {
            return;
        }
        if (!isOpen) {
            account.missingGreeting();
            end = "it did not greet";
            return;
        }
        wire.expire(now);
        if (!wire.isStuck()) {
            ended(wire.flush(now), "talk to");
            watch();
        }
    }

    private void ended(int result, String call) {
        if (result < 0) {
            end = new LinuxException(call, "it", new Errno(-result)).reason();
        }
    }

    private void watch() {
        int events = wire.isStuck() ? Epoll.IN | Epoll.OUT : Epoll.IN;
        if (watched != events && !hasEnded()) {
            watched = events;
            epoll.modify(wire.descriptor(), place, events);
        }
    }

    /** What waits is lost. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            wire.close();
            arena.close();
        }
    }
}
