package org.buslane.tunnel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;

/** Frames as cansend writes them, to and from memory. */
public final class Batches {
    private Batches() {}

    public static FrameBatch of(String... texts) {
        return of(Stream.of(texts).map(FrameText::parse).toList());
    }

    /** With room for a whole batch of any frames. */
    public static FrameBatch of(List<? extends Frame> frames) {
        int stride = FrameLayout.XL_MAX_SIZE;
        FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate((long) stride * FrameBatch.CAPACITY, 8), stride);
        batch.count(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            batch.size(i, FrameStruct.write(frames.get(i), batch.memory(), batch.offset(i)));
        }
        return batch;
    }

    public static String text(MemorySegment memory, long at, int size) {
        return FrameText.format(FrameStruct.read(memory, at, size));
    }
}
