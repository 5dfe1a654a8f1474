package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;

/**
 * Messages that wait to be sent, in places of one size, and one that is being filled: at most so many bytes. Those whose
 * first frame is too old leave it whole. Owned by one thread; nothing is allocated after construction.
 */
final class MessageQueue {
    private final int most;
    private final int stride;
    private final int places;
    private final MemorySegment memory;
    private final Packer packer;
    private final long maxAge;
    private final int[] bytes;
    private final int[] counts;
    private final long[] times;
    private int first;
    private int whole;
    private boolean isFilling;
    private int frames;

    /** @param most bytes of a message */
    MessageQueue(Arena arena, int most, Settings settings) {
        this.most = most;
        this.stride = most + FrameCode.MOST;
        this.places = Math.max(2, settings.queue() / most);
        this.memory = arena.allocate((long) places * stride);
        this.packer = new Packer(most, settings.sort());
        this.maxAge = settings.maxAge();
        this.bytes = new int[places];
        this.counts = new int[places];
        this.times = new long[places];
    }

    /** @return whether there was room for a frame of {@code size} bytes, as {@link FrameCode#size} says */
    boolean add(FrameBatch batch, int index, int size, long now) {
        if (isFilling && packer.add(batch, index, size)) {
            frames++;
            return true;
        }
        finish(now);
        if (whole == places) {
            return false;
        }
        int place = (first + whole) % places;
        packer.begin(memory, (long) place * stride, most);
        isFilling = packer.add(batch, index, size); // fails for none: the least MTU is more than the largest frame
        frames += isFilling ? 1 : 0;
        return isFilling;
    }

    /** What is being filled is whole. */
    void finish(long now) {
        if (isFilling) {
            int place = (first + whole) % places;
            counts[place] = packer.frames();
            bytes[place] = packer.finish();
            times[place] = now;
            whole++;
            isFilling = false;
        }
    }

    /** Whether there is a whole one. */
    boolean isWhole() {
        return whole > 0;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the first whole one begins. */
    long head() {
        return (long) first * stride;
    }

    int headBytes() {
        return bytes[first];
    }

    int headFrames() {
        return counts[first];
    }

    /** The first whole one is gone. */
    void sent() {
        frames -= counts[first];
        first = (first + 1) % places;
        whole--;
    }

    int frames() {
        return frames;
    }

    /** When the first whole one is too old; Long.MAX_VALUE is never. */
    long due() {
        return whole == 0 || maxAge == 0 ? Long.MAX_VALUE : times[first] + maxAge;
    }

    void expire(long now, Ledger ledger) {
        while (due() != Long.MAX_VALUE && due() - now <= 0) {
            ledger.dropped(DropReason.OVER_AGE, counts[first]);
            sent();
        }
    }

    /** Everything that waits is lost. */
    void clear(Ledger ledger) {
        ledger.dropped(DropReason.GONE, frames);
        frames = 0;
        whole = 0;
        isFilling = false;
    }
}
