package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.text.AsciiPen;

/** {@code < frame 123 1795212037.465860 DE AD  >}: a frame as a client in BCM mode is told of it. Owned by one thread. */
final class BcmLine {
    private static final byte[] BEGIN = "< frame ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = " >".getBytes(StandardCharsets.US_ASCII);
    private static final long SECOND = 1_000_000_000;

    private final AsciiPen pen = new AsciiPen();

    /**
     * Writes a classic frame to the beginning of {@code text}.
     *
     * @param stamp nanoseconds since 1970
     * @return its length
     */
    int write(MemorySegment frame, long offset, long stamp, MemorySegment text) {
        int word = FrameLayout.idWord(frame, offset);
        pen.start(text, 0);
        pen.put(BEGIN);
        pen.hex(IdWord.id(word), IdWord.isExtended(word) ? 8 : 3);
        pen.put(' ');
        pen.decimal(stamp / SECOND, AsciiPen.decimalDigits(stamp / SECOND));
        pen.put('.');
        pen.decimal(stamp % SECOND / 1000, 6);
        pen.put(' ');
        for (int i = 0; i < FrameLayout.length(frame, offset); i++) {
            pen.hex(frame.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
            pen.put(' ');
        }
        pen.put(END);
        return (int) pen.position();
    }
}
