package org.buslane.virtual;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntFunction;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

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

    static final int NEVER = Integer.MAX_VALUE;

    /** A frame and its trailer. */
    private static final int PARTS = 2;

    /** struct mmsghdr and struct iovec, as {@link MessageVector} lays them out; msg_len is the former's. */
    private static final int HEADER = 64;

    private static final int LENGTH = 56;
    private static final int IOVEC = 16;

    private final GatewayMemory memory;
    private int left;
    private boolean sending;

    FragileJournal(GatewayMemory memory) {
        super(memory.journal());
        this.memory = memory;
        this.left = NEVER;
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
     * reader that was being served, and writes down how long each was, in the headers the gateway has left.
     *
     * @param socketOf the descriptor of the connection of a rank
     */
    void send(int count, IntFunction<Descriptor> socketOf) {
        MemorySegment headers = memory.outboxHeaders();
        try (Arena arena = Arena.ofConfined()) {
            MessageVector vector = new MessageVector(
                    arena.allocate(MessageVector.byteSize(FrameBatch.CAPACITY, PARTS, 0), 8),
                    FrameBatch.CAPACITY,
                    PARTS,
                    0);
            for (int part = 0; part < count * PARTS; part++) {
                long at = (long) FrameBatch.CAPACITY * HEADER + (long) part * IOVEC;
                vector.iovec(
                        part / PARTS,
                        part % PARTS,
                        headers.get(ValueLayout.JAVA_LONG, at),
                        headers.get(ValueLayout.JAVA_LONG, at + Long.BYTES));
            }
            int sent = vector.send(socketOf.apply(rank()), 0, count, MessageFlags.DONTWAIT);
            for (int i = 0; i < sent; i++) {
                headers.set(ValueLayout.JAVA_INT, (long) i * HEADER + LENGTH, vector.length(i));
            }
        }
    }

    /** Does half of what it was about to do when it died: adds what a leaving socket wrote to its lane's counts. */
    void addHalf(int lane) {
        if (leaving() >= 0) {
            new Ledger(memory.lane(lane), LaneCounts.WRITTEN)
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
