package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.AsciiPen;

/**
 * A frame as clients are told of it. Owned by one thread; allocates nothing.
 *
 * <pre>
 * raw  &lt; frame 123 1795211619.243320 DEADBEEF &gt;       two blanks if there is no data
 *      &lt; error 004 1795211619.903305 &gt;                if a bit of the class is in the mask
 *      &lt; fdframe 123 1795211619.243320 DEADBEEF &gt;     {@link Dialect#FDFRAME}; as frame with {@link Dialect#LONG_FRAME}
 *      &lt; rtr 123 1795211619.243320 4 &gt;                {@link Dialect#RTR}
 * BCM  &lt; frame 123 1795212037.465860 DE AD BE EF  &gt;   two blanks always
 *      &lt; error 20000004 1795212037.465860 00 …  &gt;     with the flag, and all 8 bytes
 * </pre>
 */
final class FrameLine {
    /** The longest in bytes: of an FD frame with an extended id, and a time of any length. */
    static final int MOST = 192;

    private static final byte[] FRAME = text("< frame ");
    private static final byte[] FD_FRAME = text("< fdframe ");
    private static final byte[] RTR = text("< rtr ");
    private static final byte[] ERROR = text("< error ");
    private static final byte[] END = text(" >");
    private static final int STANDARD_DIGITS = 3;
    private static final int EXTENDED_DIGITS = 8;

    private final Set<Dialect> dialects;
    private final int errorMask;
    private final AsciiPen pen = new AsciiPen();

    /** @param errorMask classes of error frames that those in raw mode are told of */
    FrameLine(Set<Dialect> dialects, int errorMask) {
        this.dialects = Set.copyOf(dialects);
        this.errorMask = errorMask;
    }

    /**
     * For raw mode.
     *
     * @param stamp when it was received, in nanoseconds since 1970
     * @param target with room for {@link #MOST} bytes at {@code at}
     * @return bytes written; 0 if this protocol has no word for the frame
     */
    int raw(MemorySegment frame, long offset, int size, long stamp, MemorySegment target, long at) {
        pen.start(target, at);
        int word = FrameLayout.idWord(frame, offset);
        return switch (FrameKind.of(frame, offset, size)) {
            case DATA -> data(FRAME, frame, offset, stamp, at);
            case FD -> fd(frame, offset, stamp, at);
            case REMOTE -> dialects.contains(Dialect.RTR) ? remote(frame, offset, stamp, at) : 0;
            case ERROR -> (word & errorMask & IdWord.EXTENDED_MASK) != 0 ? error(word, stamp, at) : 0;
            case XL, INVALID -> 0;
        };
    }

    private int fd(MemorySegment frame, long offset, long stamp, long at) {
        if (dialects.contains(Dialect.FDFRAME)) {
            return data(FD_FRAME, frame, offset, stamp, at);
        }
        return dialects.contains(Dialect.LONG_FRAME) ? data(FRAME, frame, offset, stamp, at) : 0;
    }

    private int data(byte[] what, MemorySegment frame, long offset, long stamp, long at) {
        pen.put(what);
        id(FrameLayout.idWord(frame, offset));
        time(stamp);
        pen.put(' ');
        int length = FrameLayout.length(frame, offset);
        for (int i = 0; i < length; i++) {
            pen.hex(frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
        }
        return end(at);
    }

    private int remote(MemorySegment frame, long offset, long stamp, long at) {
        pen.put(RTR);
        id(FrameLayout.idWord(frame, offset));
        time(stamp);
        pen.put(' ');
        pen.put('0' + FrameLayout.length(frame, offset));
        return end(at);
    }

    private int error(int word, long stamp, long at) {
        int type = word & IdWord.EXTENDED_MASK;
        pen.put(ERROR);
        pen.hex(type, Math.max(STANDARD_DIGITS, AsciiPen.hexDigits(type)));
        pen.put(' ');
        time(stamp);
        return end(at);
    }

    /** For BCM mode, parameters as of {@link #raw}. An error frame has 8 bytes there, or nobody is told of it. */
    int bcm(MemorySegment frame, long offset, int size, long stamp, MemorySegment target, long at) {
        pen.start(target, at);
        int word = FrameLayout.idWord(frame, offset);
        switch (FrameKind.of(frame, offset, size)) {
            case DATA, REMOTE -> {
                pen.put(FRAME);
                id(word);
            }
            case ERROR -> {
                if (FrameLayout.length(frame, offset) != FrameLayout.CLASSIC_DATA) {
                    return 0;
                }
                pen.put(ERROR);
                pen.hex(word, EXTENDED_DIGITS);
                pen.put(' ');
            }
            case FD, XL, INVALID -> {
                return 0;
            }
        }
        time(stamp);
        pen.put(' ');
        int length = FrameLayout.length(frame, offset);
        for (int i = 0; i < length; i++) {
            pen.hex(frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
            pen.put(' ');
        }
        return end(at);
    }

    private void id(int word) {
        pen.hex(IdWord.id(word), IdWord.isExtended(word) ? EXTENDED_DIGITS : STANDARD_DIGITS);
        pen.put(' ');
    }

    private void time(long stamp) {
        Stamp.write(pen, stamp);
    }

    private int end(long at) {
        pen.put(END);
        return (int) (pen.position() - at);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
