package org.buslane.core.recording;

import java.lang.foreign.MemorySegment;
import org.buslane.core.text.Direction;

/**
 * Makes the bytes of one format from frames in the kernel's struct layout, without an object for a frame. Owned by one
 * thread. Each method writes at {@code position} of {@code to}, where there is room for what it is to write, and
 * returns how many bytes that were.
 */
public interface FrameWriter {
    /** Bytes that {@link #begin} and {@link #announce} take at most. */
    int HEADER_ROOM = 1024;

    /**
     * Begins a file: buses that were announced before are forgotten.
     *
     * @param stamp of its first frame, in nanoseconds since 1970
     */
    int begin(long stamp, MemorySegment to, long position);

    /** Introduces the next bus; the first is number 0. Comes before the first frame of that bus. */
    int announce(String bus, MemorySegment to, long position);

    /** Bytes that a frame takes at most whose struct has {@code size} bytes. */
    int room(int size);

    /**
     * Writes one frame.
     *
     * @param size bytes of the frame's struct at {@code offset} of {@code memory}
     * @param stamp nanoseconds since 1970
     * @param bus its number, in the order in which buses were announced
     * @return 0, and nothing was written, if the format cannot say this frame, or if there is none
     */
    int write(
            MemorySegment memory,
            long offset,
            int size,
            long stamp,
            int bus,
            Direction direction,
            MemorySegment to,
            long position);
}
