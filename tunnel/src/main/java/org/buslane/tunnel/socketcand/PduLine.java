package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.buslane.core.text.AsciiPen;

/** {@code < pdu 1795211619.243320 22F190 >}: a PDU of ISO-TP as a client is told of it. Owned by one thread. */
final class PduLine {
    private static final byte[] BEGIN = "< pdu ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = " >".getBytes(StandardCharsets.US_ASCII);
    private static final long SECOND = 1_000_000_000;

    private final AsciiPen pen = new AsciiPen();

    /**
     * Writes it to the beginning of {@code text}.
     *
     * @param stamp nanoseconds since 1970
     * @return its length
     */
    int write(byte[] pdu, int length, long stamp, MemorySegment text) {
        pen.start(text, 0);
        pen.put(BEGIN);
        pen.decimal(stamp / SECOND, AsciiPen.decimalDigits(stamp / SECOND));
        pen.put('.');
        pen.decimal(stamp % SECOND / 1000, 6);
        pen.put(' ');
        for (int i = 0; i < length; i++) {
            pen.hex(pdu[i], 2);
        }
        pen.put(END);
        return (int) pen.position();
    }
}
