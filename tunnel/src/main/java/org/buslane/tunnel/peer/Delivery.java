package org.buslane.tunnel.peer;

import java.util.function.LongUnaryOperator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Gate;
import org.buslane.tunnel.BusSide;

/** What a peer says, judged and put onto the bus. Owned by the bus's thread; nothing is allocated for a frame. */
public final class Delivery {
    private final BusSide side;
    private final LongUnaryOperator expiry;

    /** @param expiry when a frame of then is of no use any more, in nanoseconds as {@link BusSide#now} */
    public Delivery(BusSide side, LongUnaryOperator expiry) {
        this.side = side;
        this.expiry = expiry;
    }

    /**
     * Says the frames of a batch that may pass, and counts all of them as delivered or dropped; that they came in is
     * counted.
     *
     * @return those that passed, whether the bus had room for them or not: other peers are to hear them
     */
    public long say(FrameBatch batch, Gate gate, EchoBreaker breaker, Ledger received) {
        long now = side.now();
        long expires = expiry.applyAsLong(now);
        int mtu = side.mtu();
        long passed = 0;
        for (int i = 0; i < batch.count(); i++) {
            if (passes(batch, i, gate, breaker, received, now)) {
                passed |= 1L << i;
                say(batch, i, mtu, expires, received);
            }
        }
        return passed;
    }

    private static boolean passes(
            FrameBatch batch, int frame, Gate gate, EchoBreaker breaker, Ledger received, long now) {
        if (breaker.isOpen(now)) {
            received.dropped(DropReason.DOWN, 1);
            return false;
        }
        breaker.received(FrameHash.of(batch.memory(), batch.offset(frame)), now);
        return switch (gate.judge(batch, frame, now)) {
            case DENIED -> {
                received.dropped(DropReason.DENIED, 1);
                yield false;
            }
            case OVER_RATE -> {
                received.dropped(DropReason.OVER_RATE, 1);
                yield false;
            }
            case PASS -> true;
        };
    }

    private void say(FrameBatch batch, int frame, int mtu, long expires, Ledger received) {
        int size = batch.size(frame);
        if (size > mtu) {
            received.dropped(mtu == 0 ? DropReason.DOWN : DropReason.INVALID, 1);
        } else if (side.say(batch.memory(), batch.offset(frame), size, expires)) {
            received.delivered(1);
        } else {
            received.dropped(DropReason.QUEUE_FULL, 1);
        }
    }
}
