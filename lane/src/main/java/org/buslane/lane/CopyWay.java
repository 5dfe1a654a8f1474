package org.buslane.lane;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.can.CanSocket;

/**
 * One way of a copied lane. While frames of a batch wait for room nothing more is read, so that what is too much waits
 * in the kernel, in order, and is lost and counted there. Owned by the loop's thread.
 */
final class CopyWay {
    static final long BATCH_BYTES = (long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE;

    /** How long a queue may stay full before its frames are too old to be sent: nobody acknowledges on this bus. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final CanSocket from;
    private final CanSocket to;
    private final CopyTally tally;
    private final FrameBatch batch;
    private CopyGate gate;
    private long left;
    private long movedAt;
    private long lost;

    /** @param memory of {@link #BATCH_BYTES}, which outlives the sockets */
    CopyWay(CanSocket from, CanSocket to, CopyTally tally, CopyGate gate, MemorySegment memory) {
        this.from = from;
        this.to = to;
        this.tally = tally;
        this.gate = gate;
        this.batch = new FrameBatch(memory, FrameLayout.FD_SIZE);
    }

    void gate(CopyGate other) {
        gate = other;
    }

    Descriptor source() {
        return from.descriptor();
    }

    /** Whether frames wait for room. */
    boolean isWaiting() {
        return left != 0;
    }

    /**
     * Copies a batch, unless one waits.
     *
     * @throws LinuxException ENODEV when one of the interfaces is deleted
     */
    void copy(long now) {
        if (!isWaiting() && read(now)) {
            write(now);
        }
    }

    private boolean read(long now) {
        int count = receive();
        if (count == 0) {
            return false;
        }
        tally.received(count);
        overflow(from.dropped());
        for (int i = 0; i < count; i++) {
            judge(i, now);
        }
        movedAt = now;
        return true;
    }

    private int receive() {
        try {
            return from.receive(batch);
        } catch (LinuxException e) {
            if (e.is(Errno.ENETDOWN)) {
                return 0; // It may come up again.
            }
            throw e;
        }
    }

    private void judge(int frame, long now) {
        switch (gate.judge(batch, frame, now)) {
            case PASS -> left |= 1L << frame;
            case DENIED -> tally.denied();
            case OVER_RATE -> tally.overRate();
        }
    }

    /** Sends what waits, as far as there is room. */
    void write(long now) {
        boolean wasDown = false;
        while (left != 0) {
            int first = Long.numberOfTrailingZeros(left);
            int run = Long.numberOfTrailingZeros(~(left >>> first));
            int sent = to.send(batch, first, Math.min(first + run, batch.count()));
            if (sent > 0) {
                left &= ~((-1L >>> (Long.SIZE - sent)) << first);
                tally.delivered(sent);
                movedAt = now;
            }
            switch (to.sendEnd()) {
                case ALL_SENT -> {}
                case QUEUE_FULL, BUFFER_FULL -> {
                    if (now - movedAt < PATIENCE) {
                        return;
                    }
                    refuseAll();
                }
                case DOWN -> {
                    // The kernel says so once after it was, too.
                    if (wasDown) {
                        refuseAll();
                    }
                    wasDown = true;
                }
                case GONE -> {
                    refuseAll();
                    throw new LinuxException("send to", to.descriptor().what(), new Errno(to.sendErrno()));
                }
                case BAD_FRAME, FAILED -> {
                    left &= left - 1;
                    tally.refused(1);
                }
            }
        }
    }

    private void refuseAll() {
        tally.refused(Long.bitCount(left));
        left = 0;
    }

    /** Counts what was lost since the last frame. */
    void settle() {
        overflow(from.droppedUntilNow());
    }

    private void overflow(long total) {
        tally.overflow(total - lost);
        lost = total;
    }

    /** Copies what was sent before, without waiting, and counts what does not go. */
    void finish(long now) {
        flush(now);
        try {
            for (int i = 0; i < FrameBatch.CAPACITY && read(now); i++) {
                flush(now);
            }
            settle();
        } catch (LinuxException e) {
            // The interface we read from is gone, which is told once and may be why we end.
        }
    }

    private void flush(long now) {
        try {
            write(now);
        } catch (LinuxException e) {
            // It is gone; its frames are counted as refused.
        }
        refuseAll();
    }
}
