package org.buslane.proof.lane;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/** A batch of frames of which only the {@code can_id} word matters: all have 8 bytes of zeros. */
final class WordBatch implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final FrameBatch frames = new FrameBatch(
            arena.allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, Long.BYTES), FrameLayout.FD_SIZE);

    FrameBatch frames() {
        return frames;
    }

    void clear() {
        frames.count(0);
    }

    void add(int word, boolean fd) {
        int slot = frames.count();
        frames.count(slot + 1);
        frames.size(slot, fd ? FrameLayout.FD_SIZE : FrameLayout.CLASSIC_SIZE);
        frames.memory().asSlice(frames.offset(slot), FrameLayout.FD_SIZE).fill((byte) 0);
        frames.memory().set(ValueLayout.JAVA_INT_UNALIGNED, frames.offset(slot) + FrameLayout.OFFSET_ID, word);
        frames.memory().set(ValueLayout.JAVA_BYTE, frames.offset(slot) + FrameLayout.OFFSET_LENGTH, (byte)
                FrameLayout.CLASSIC_DATA);
    }

    @Override
    public void close() {
        arena.close();
    }
}
