package org.buslane.tunnel.bus;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.buslane.core.frame.FrameBatch;
import org.jspecify.annotations.Nullable;

/**
 * Frames that tunnels have said and the device has not taken yet, oldest first. Each takes as many bytes as it has, so
 * that many small ones stay near each other. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class SaidFrames {
    /** Frames; at 1 Mbit/s a tenth of a second. */
    static final int CAPACITY = 1024;

    /** Room for that many of CAN FD. */
    private static final int BYTES = 128 << 10;

    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, 64);
    private final int[] offsets = new int[CAPACITY];
    private final int[] sizes = new int[CAPACITY];
    private final long[] expiries = new long[CAPACITY];
    private final @Nullable TunnelSeat[] speakers = new @Nullable TunnelSeat[CAPACITY];
    private int head;
    private int count;

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether there was room for it */
    boolean add(TunnelSeat speaker, MemorySegment frames, long offset, int size, long expires) {
        int at = count == CAPACITY ? -1 : room((size + 7) & -8);
        if (at < 0) {
            return false;
        }
        int place = place(count);
        MemorySegment.copy(frames, offset, memory, at, size);
        offsets[place] = at;
        sizes[place] = size;
        expiries[place] = expires;
        speakers[place] = speaker;
        count++;
        return true;
    }

    /** Where so many bytes in one piece are free: behind the newest, or at the beginning again; -1 if nowhere. */
    private int room(int bytes) {
        if (count == 0) {
            return bytes <= BYTES ? 0 : -1;
        }
        int last = place(count - 1);
        int end = offsets[last] + ((sizes[last] + 7) & -8);
        int oldest = offsets[head];
        if (end <= oldest) {
            return end + bytes <= oldest ? end : -1;
        }
        if (end + bytes <= BYTES) {
            return end;
        }
        return bytes <= oldest ? 0 : -1;
    }

    private int place(int rank) {
        return (head + rank) % CAPACITY;
    }

    /** Who said the frame of this rank; the oldest has rank 0. */
    TunnelSeat speaker(int rank) {
        return requireNonNull(speakers[place(rank)]);
    }

    boolean isExpired(int rank, long now) {
        return expiries[place(rank)] <= now;
    }

    /** Copies the oldest, up to 64 and none from the first expired one on, which stay here. */
    void copyTo(FrameBatch batch, long now) {
        int copied = 0;
        while (copied < Math.min(count, FrameBatch.CAPACITY) && !isExpired(copied, now)) {
            int place = place(copied);
            batch.size(copied, sizes[place]);
            MemorySegment.copy(memory, offsets[place], batch.memory(), batch.offset(copied), sizes[place]);
            copied++;
        }
        batch.count(copied);
    }

    void removeOldest() {
        Arrays.fill(speakers, head, head + 1, null);
        head = (head + 1) % CAPACITY;
        count--;
    }
}
