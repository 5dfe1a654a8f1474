package org.buslane.core.slcan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.AsciiPen;

/** Frames as lines for an adapter. Owned by one thread; nothing is allocated for a frame. */
public final class SlcanWriter {
    /** Bytes of the longest line: D, id, length code, 64 bytes, CR. */
    public static final int MOST = 1 + 8 + 1 + 2 * FrameLayout.FD_DATA + 1;

    private final AsciiPen pen = new AsciiPen();

    /** For any number of frames, one after the other. */
    public SlcanWriter() {}

    /**
     * Writes the frame in slot {@code index} as a line. An FD frame of a length that no controller sends is
     * filled up with zeros, as cansend does; a raw DLC beyond 8 is 8, as slcan's length is one decimal digit.
     *
     * @param target with room for {@link #MOST} bytes at {@code at}
     * @return the bytes of the line; 0 for error frames and CAN XL, for which slcan has none
     */
    public int write(FrameBatch batch, int index, MemorySegment target, long at) {
        MemorySegment frame = batch.memory();
        long offset = batch.offset(index);
        FrameKind kind = FrameKind.of(frame, offset, batch.size(index));
        pen.start(target, at);
        switch (kind) {
            case DATA -> head('t', frame, offset);
            case REMOTE -> head('r', frame, offset);
            case FD -> head(hasSecondRate(frame, offset) ? 'b' : 'd', frame, offset);
            case ERROR, XL, INVALID -> {
                return 0;
            }
        }
        if (kind != FrameKind.REMOTE) {
            data(frame, offset);
        }
        pen.put('\r');
        return (int) (pen.position() - at);
    }

    private static boolean hasSecondRate(MemorySegment frame, long offset) {
        return (frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS) & FrameLayout.FD_BRS) != 0;
    }

    private void head(char letter, MemorySegment frame, long offset) {
        int word = FrameLayout.idWord(frame, offset);
        pen.put(IdWord.isExtended(word) ? Character.toUpperCase(letter) : letter);
        pen.hex(IdWord.id(word), IdWord.isExtended(word) ? 8 : 3);
        pen.hex(FdLength.dlc(FrameLayout.length(frame, offset)), 1);
    }

    private void data(MemorySegment frame, long offset) {
        int length = FrameLayout.length(frame, offset);
        for (int i = 0; i < length; i++) {
            pen.hex(frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
        }
        for (int i = length; i < FdLength.roundUp(length); i++) {
            pen.hex(0, 2);
        }
    }
}
