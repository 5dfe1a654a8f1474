package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads a datagram as parseFrames of cannelloni's parser.cpp does: whole frames in front are taken even if the rest is
 * broken, what stands behind the counted ones is not looked at. Owned by one thread; allocates nothing.
 */
final class DatagramReader {
    private final FrameReader frame = new FrameReader();
    private MemorySegment memory = MemorySegment.NULL;
    private long at;
    private long end;
    private int sequence;
    private int left;
    private boolean isBroken;

    /** Whether it is one for us at all: of this version and operation. */
    boolean begin(MemorySegment source, long offset, int bytes) {
        memory = source;
        at = offset + Packer.HEAD;
        end = offset + bytes;
        left = 0;
        isBroken = bytes < Packer.HEAD
                || source.get(ValueLayout.JAVA_BYTE, offset) != Packer.VERSION
                || source.get(ValueLayout.JAVA_BYTE, offset + 1) != Packer.DATA;
        if (isBroken) {
            return false;
        }
        sequence = Byte.toUnsignedInt(source.get(ValueLayout.JAVA_BYTE, offset + Packer.OFFSET_SEQUENCE));
        left = Short.toUnsignedInt(source.get(Packer.NETWORK_SHORT, offset + Packer.OFFSET_COUNT));
        return true;
    }

    /** Its number, 0 to 255. */
    int sequence() {
        return sequence;
    }

    /**
     * Reads the next counted frame into a struct of up to 72 bytes.
     *
     * @return whether there was one. It may be none that a bus carries: then its {@link #size} is 0
     */
    boolean next(MemorySegment target, long to) {
        if (left == 0) {
            return false;
        }
        switch (frame.read(memory, at, end, target, to)) {
            case FRAME, NO_FRAME -> {
                at += frame.bytes();
                left--;
                return true;
            }
            case SHORT, HOSTILE -> {
                isBroken = true;
                left = 0;
                return false;
            }
        }
        throw new AssertionError();
    }

    /** Bytes of the struct read last; 0 if no bus carries such a frame. */
    int size() {
        return frame.size();
    }

    /** After the last frame: whether more were announced than were there. */
    boolean isBroken() {
        return isBroken;
    }

    /** After the last frame of one that is not broken: where what nobody has counted begins. */
    long rest() {
        return at;
    }
}
