package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/** Reads what {@link FrameCode} writes, or anybody else. What the last {@link #read} found stands here until the next. */
final class FrameReader {
    /** What stands in some bytes. */
    enum Found {
        /** A frame. */
        FRAME,
        /** The bytes of a frame that no bus carries, such as a classic one of 9 bytes. The next begins behind it. */
        NO_FRAME,
        /** The beginning of a frame. */
        SHORT,
        /** A length that none has. Nobody knows where the next frame begins. */
        HOSTILE
    }

    private int bytes;
    private int size;

    /**
     * Reads the frame that begins at {@code at} and ends before {@code end}, if all of it is there, into a struct of 16
     * or 72 bytes, every byte of which is set.
     */
    Found read(MemorySegment source, long at, long end, MemorySegment target, long to) {
        bytes = 0;
        size = 0;
        if (end - at < FrameCode.HEAD) {
            return Found.SHORT;
        }
        int word = source.get(FrameCode.NETWORK_INT, at);
        int second = source.get(ValueLayout.JAVA_BYTE, at + FrameLayout.OFFSET_LENGTH);
        boolean isFd = (second & FrameCode.FD) != 0;
        int length = second & ~FrameCode.FD & 0xff;
        if (length > FrameLayout.FD_DATA) {
            return Found.HOSTILE;
        }
        int head = isFd ? FrameCode.HEAD + 1 : FrameCode.HEAD;
        int data = IdWord.isRemote(word) ? 0 : length;
        if (end - at < head + data) {
            return Found.SHORT;
        }
        bytes = head + data;
        if (isFd ? (word & (IdWord.REMOTE | IdWord.ERROR)) != 0 : length > FrameLayout.CLASSIC_DATA) {
            return Found.NO_FRAME;
        }
        size = isFd ? FrameLayout.FD_SIZE : FrameLayout.CLASSIC_SIZE;
        target.asSlice(to, size).fill((byte) 0);
        target.set(ValueLayout.JAVA_INT_UNALIGNED, to, sane(word));
        target.set(ValueLayout.JAVA_BYTE, to + FrameLayout.OFFSET_LENGTH, (byte) length);
        if (isFd) {
            // Kernels before 6.0 do not set the flag that says so; can_send of later ones does.
            int flags = source.get(ValueLayout.JAVA_BYTE, at + FrameCode.HEAD) | FrameLayout.FD_FDF;
            target.set(ValueLayout.JAVA_BYTE, to + FrameLayout.OFFSET_FLAGS, (byte) flags);
        }
        MemorySegment.copy(source, at + head, target, to + FrameLayout.OFFSET_DATA, data);
        return Found.FRAME;
    }

    /** Bits above a standard id mean nothing, and would pass for another id where somebody compares whole words. */
    private static int sane(int word) {
        return (word & (IdWord.EXTENDED | IdWord.ERROR)) != 0 ? word : word & (IdWord.REMOTE | IdWord.STANDARD_MASK);
    }

    /** Bytes that belong to what was read; 0 if that is not known. */
    int bytes() {
        return bytes;
    }

    /** Bytes of the struct that was made; 0 if none was. */
    int size() {
        return size;
    }
}
