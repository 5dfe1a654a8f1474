package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.AsciiPen;

/**
 * A frame as a command that sends it, which {@link SendReader} reads. Owned by one thread; allocates nothing.
 *
 * <pre>
 * &lt; send 123 2 DE AD &gt;       data frames; FD frames too with {@link Dialect#LONG_FRAME}
 * &lt; sendfd 123 12 … &gt;        {@link Dialect#FDFRAME}
 * &lt; sendrtr 123 4 &gt;          {@link Dialect#RTR}
 * </pre>
 */
final class SendLine {
    /** The longest in bytes: an FD frame with 64 bytes. */
    static final int MOST = 256;

    private static final byte[] SEND = text("< send ");
    private static final byte[] SEND_FD = text("< sendfd ");
    private static final byte[] SEND_RTR = text("< sendrtr ");
    private static final int STANDARD_DIGITS = 3;
    private static final int EXTENDED_DIGITS = 8;

    private final boolean hasFd;
    private final boolean hasLong;
    private final boolean hasRemote;
    private final AsciiPen pen = new AsciiPen();

    SendLine(Set<Dialect> dialects) {
        this.hasFd = dialects.contains(Dialect.FDFRAME);
        this.hasLong = dialects.contains(Dialect.LONG_FRAME);
        this.hasRemote = dialects.contains(Dialect.RTR);
    }

    /** Whether there is a word for such a frame. The original's client takes remote frames for others, and is silent. */
    boolean has(MemorySegment frame, long offset, int size) {
        return switch (FrameKind.of(frame, offset, size)) {
            case DATA -> true;
            case FD -> hasFd || hasLong;
            case REMOTE -> hasRemote;
            case ERROR, XL, INVALID -> false;
        };
    }

    /**
     * Writes a frame that {@link #has} a word.
     *
     * @param target with room for {@link #MOST} bytes at {@code at}
     * @return bytes written
     */
    int write(MemorySegment frame, long offset, int size, MemorySegment target, long at) {
        pen.start(target, at);
        boolean isFd = size == FrameLayout.FD_SIZE;
        int word = FrameLayout.idWord(frame, offset);
        int length = FrameLayout.length(frame, offset);
        boolean isRemote = !isFd && IdWord.isRemote(word);
        pen.put(isRemote ? SEND_RTR : isFd && hasFd ? SEND_FD : SEND);
        pen.hex(IdWord.id(word), IdWord.isExtended(word) ? EXTENDED_DIGITS : STANDARD_DIGITS);
        pen.put(' ');
        int sent = isFd ? FdLength.roundUp(length) : length;
        pen.decimal(sent, AsciiPen.decimalDigits(sent));
        for (int i = 0; i < sent && !isRemote; i++) {
            pen.put(' ');
            // Behind the length a struct has zeros, or what its writer left there.
            pen.hex(i < length ? frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i) : 0, 2);
        }
        pen.put(' ');
        pen.put('>');
        return (int) (pen.position() - at);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
