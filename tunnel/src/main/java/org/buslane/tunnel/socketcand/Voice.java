package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Errno;
import org.buslane.tunnel.BusSide;

/**
 * What one client says: judged, counted, put onto the bus, and kept for the others. Owned by the bus's thread; nothing is
 * allocated for a frame.
 */
final class Voice {
    private final BusSide side;
    private final SaidFrames said;
    private final Gate gate;
    private final Ledger received;
    private final int self;

    /** @param self under which it speaks */
    Voice(BusSide side, SaidFrames said, Policy policy, Ledger received, int self) {
        this.side = side;
        this.said = said;
        this.gate = new Gate(policy, Access.WRITE, side.now());
        this.received = received;
        this.self = self;
    }

    /** @return 0, or a positive errno as {@link SessionSide#say} has it */
    int say(MemorySegment memory, long offset, int size) {
        received.in(1);
        int mtu = side.mtu();
        if (mtu == 0) {
            return refused(DropReason.DOWN, Errno.ENETDOWN);
        }
        if (size > mtu) {
            return refused(DropReason.INVALID, Errno.EMSGSIZE);
        }
        if (said.isFull()) {
            return refused(DropReason.QUEUE_FULL, Errno.ENOBUFS);
        }
        return switch (gate.judge(said.stage(memory, offset, size), 0, side.now())) {
            case DENIED -> refused(DropReason.DENIED, Errno.EPERM);
            case OVER_RATE -> refused(DropReason.OVER_RATE, Errno.EBUSY);
            case PASS -> put(memory, offset, size);
        };
    }

    private int put(MemorySegment memory, long offset, int size) {
        if (!side.say(memory, offset, size, Long.MAX_VALUE)) {
            return refused(DropReason.QUEUE_FULL, Errno.ENOBUFS);
        }
        received.delivered(1);
        said.add(self);
        return 0;
    }

    private int refused(DropReason reason, int errno) {
        received.dropped(reason, 1);
        return errno;
    }
}
