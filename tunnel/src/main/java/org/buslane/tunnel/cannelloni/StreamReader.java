package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;

/**
 * Reads frames from a stream of bytes, however it is cut: the greeting, then frame after frame. Bytes are received into
 * {@link #memory} from {@link #position} on, {@link #room} at most, and {@link #received} tells how many; then
 * {@link #next} is asked until it has no more. Unlike cannelloni's own, it keeps the length of a remote frame. Owned by
 * one thread; allocates nothing.
 */
final class StreamReader {
    private final MemorySegment memory;
    private final FrameReader frame = new FrameReader();
    private long from;
    private long to;
    private boolean isGreeted;

    /** @param memory for what was received and not read, at least {@link FrameCode#MOST} bytes, of the caller's */
    StreamReader(MemorySegment memory) {
        if (memory.byteSize() < FrameCode.MOST) {
            throw new IllegalArgumentException(
                    "a stream is read through at least %d bytes, not %d".formatted(FrameCode.MOST, memory.byteSize()));
        }
        this.memory = memory;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the next bytes are received to. */
    long position() {
        return to;
    }

    /** How many may be: never 0 after {@link #next} has found no more. */
    long room() {
        return memory.byteSize() - to;
    }

    void received(long bytes) {
        to += bytes;
    }

    /** Whether the other side has said the greeting. */
    boolean isGreeted() {
        return isGreeted;
    }

    /**
     * Reads the next frame into a struct of up to 72 bytes. After SHORT more bytes are needed; after HOSTILE, which a
     * wrong greeting is too, the connection is of no use.
     */
    FrameReader.Found next(MemorySegment target, long offset) {
        if (!isGreeted) {
            if (!Greeting.begins(memory, from, to)) {
                return FrameReader.Found.HOSTILE;
            }
            if (to - from < Greeting.SIZE) {
                return FrameReader.Found.SHORT;
            }
            from += Greeting.SIZE;
            isGreeted = true;
        }
        FrameReader.Found found = frame.read(memory, from, to, target, offset);
        from += frame.bytes();
        if (found == FrameReader.Found.SHORT) {
            MemorySegment.copy(memory, from, memory, 0, to - from);
            to -= from;
            from = 0;
        }
        return found;
    }

    /** Bytes of the struct read last; 0 if none was made. */
    int size() {
        return frame.size();
    }

    /** Before another connection: half a frame of the last one is no part of it. */
    void reset() {
        from = 0;
        to = 0;
        isGreeted = false;
    }
}
