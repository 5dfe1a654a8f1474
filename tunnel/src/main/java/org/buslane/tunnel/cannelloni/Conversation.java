package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.peer.FrameHash;
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

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    /** What a connection has for its greeting, in nanoseconds. A server of cannelloni's that is busy says none, ever. */
    static final long GREETED_WITHIN = 5_000_000_000L;

    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final BusSide side;
    private final Wire wire;
    private final StreamAccount account;
    private final Gate gate;
    private final Intake intake;
    private final Epoll epoll;
    private final long place;
    private final long greetedUntil;
    private int watched;
    private boolean isOpen;
    private boolean isClosed;
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
        this.wire = wire;
        this.account = account;
        this.gate = new Gate(policy, Access.READ, now);
        this.intake =
                new Intake(side, settings, policy, wire, account, (batch, passed) -> relay.relay(this, batch, passed));
        this.epoll = epoll;
        this.place = place;
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
        return switch (gate.judge(from, frame, now)) {
            case DENIED -> DropReason.DENIED;
            case OVER_RATE -> DropReason.OVER_RATE;
            case PASS -> send(from, frame, size, now);
        };
    }

    private @Nullable DropReason send(FrameBatch from, int frame, int size, long now) {
        if (account.breaker().isOpen(now)) {
            return DropReason.DOWN;
        }
        if (!wire.add(from, frame, size, now)) {
            return DropReason.QUEUE_FULL;
        }
        account.breaker().sent(FrameHash.of(from.memory(), from.offset(frame)), now);
        return null;
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
        long loops = account.breaker().trips();
        if (!intake.take()) {
            refuse();
        }
        if (account.breaker().trips() != loops) {
            LOG.log(Level.WARNING, account.breaker().warning(wire.descriptor().what()));
        }
        isOpen |= wire.isGreeted();
        return !wire.isEmptied();
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

    long due() {
        return isOpen ? Math.min(wire.due(), wire.askAgain()) : greetedUntil;
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
        if (wire.askAgain() - now <= 0) {
            ended(wire.ask(now), "talk to");
        }
        wire.expire(now);
        if (!wire.isStuck() && !hasEnded()) {
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
        if (!isClosed) {
            isClosed = true;
            wire.close();
            intake.close();
        }
    }
}
