package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Errno;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * A journal at which the gateway is killed: nothing of ours runs between two steps that a later gateway
 * could tell from the step before, so dying before and after each of them is dying everywhere.
 */
final class FragileJournal extends Journal {
    /** The gateway's death. Not an exception, which it would survive. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final int MSG_DONTWAIT_NOSIGNAL = 0x4040;

    private final GatewayMemory memory;
    private int left;
    private boolean sending;

    FragileJournal(GatewayMemory memory) {
        super(memory.journal());
        this.memory = memory;
        this.left = Integer.MAX_VALUE;
    }

    /** Dies {@code moments} from now: each step has two, before it and after it. */
    void dieIn(int moments) {
        left = moments;
    }

    /** Whether it died with frames laid out for a reader, and none of them sent. */
    boolean diedSending() {
        return sending;
    }

    /**
     * Does what the kernel was asked to do when SIGKILL came: sends the first {@code count} frames to the
     * reader that was being served, from the headers that the gateway has left.
     *
     * @param socketOf the descriptor of the connection of a rank
     */
    void send(int count, IntUnaryOperator socketOf) {
        MemorySegment headers = memory.outboxHeaders();
        long sent = Kernel.call(
                SystemCall.SENDMMSG, socketOf.applyAsInt(rank()), headers.address(), count, MSG_DONTWAIT_NOSIGNAL);
        if (sent < 0 && sent != -Errno.EAGAIN) {
            throw new AssertionError("sendmmsg: " + new Errno((int) -sent));
        }
    }

    /** Does half of what it was about to do when it died: adds what a leaving socket wrote to its lane's counts. */
    void addHalf(int lane) {
        if (leaving() >= 0) {
            new Ledger(memory.lane(lane), Lane.COUNTS)
                    .addAll(new SocketSlot(memory, leaving()).written().account());
        }
    }

    @Override
    void step(long field, int value) {
        moment();
        super.step(field, value);
        moment();
    }

    @Override
    void step(long field, long frames) {
        moment();
        super.step(field, frames);
        sending = true;
        moment();
        sending = false;
    }

    private void moment() {
        if (left-- == 0) {
            throw new Killed();
        }
    }
}
