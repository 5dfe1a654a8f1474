package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.text.AsciiPen;

/** What a server says beside frames, in native memory. Owned by one thread, but for the constants. */
final class Replies {
    static final MemorySegment HI = text("< hi >");
    static final MemorySegment OK = text("< ok >");
    static final MemorySegment ECHO = text("< echo >");
    static final MemorySegment UNKNOWN = text("< error unknown command >");
    static final MemorySegment NO_BUS = text("< error could not open bus >");

    /** Bytes of the longest {@link #stat}. */
    static final int STAT_MOST = 64;

    /** The longest PDU in bytes: ISOTPLEN of socketcand.h. */
    static final int PDU = 4095;

    /** Bytes of the longest {@link #pdu}. */
    static final int PDU_MOST = 2 * PDU + 64;

    private static final long INT = 0xffff_ffffL;
    private static final byte[] STAT = "< stat ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDU_WORD = "< pdu ".getBytes(StandardCharsets.US_ASCII);

    private final AsciiPen pen = new AsciiPen();

    /** The blank and the line feed behind it are the original's. */
    static MemorySegment notConfigured(String bus) {
        return text("< error configuring interface %s > \n".formatted(bus));
    }

    static MemorySegment notStarted(String bus) {
        return text("< error could not start interface %s >".formatted(bus));
    }

    /** Not even called an error by the original. */
    static MemorySegment noSuchOperation(char operation) {
        return text("< configuration operation not supported %c > \n".formatted(operation));
    }

    private static MemorySegment text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    /**
     * {@code < stat 10 2 8 1 >}: 32 bits of each number, which is what statistics.c has and its clients expect.
     *
     * @return bytes written, up to {@link #STAT_MOST}
     */
    int stat(BusTraffic traffic, MemorySegment target, long at) {
        pen.start(target, at);
        pen.put(STAT);
        number(traffic.receivedBytes());
        number(traffic.receivedFrames());
        number(traffic.sentBytes());
        number(traffic.sentFrames());
        pen.put('>');
        return (int) (pen.position() - at);
    }

    private void number(long value) {
        long shown = value & INT;
        pen.decimal(shown, AsciiPen.decimalDigits(shown));
        pen.put(' ');
    }

    /**
     * {@code < pdu 1795211619.243320 62F190 >}
     *
     * @param stamp when it was whole, in nanoseconds since 1970
     * @param length 1 to {@link #PDU}
     * @return bytes written, up to {@link #PDU_MOST}
     */
    int pdu(long stamp, MemorySegment pdu, long offset, int length, MemorySegment target, long at) {
        pen.start(target, at);
        pen.put(PDU_WORD);
        Stamp.write(pen, stamp);
        pen.put(' ');
        for (int i = 0; i < length; i++) {
            pen.hex(pdu.get(ValueLayout.JAVA_BYTE, offset + i), 2);
        }
        pen.put(' ');
        pen.put('>');
        return (int) (pen.position() - at);
    }
}
