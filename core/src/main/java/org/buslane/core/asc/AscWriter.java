package org.buslane.core.asc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.recording.FrameWriter;
import org.buslane.core.text.AsciiPen;
import org.buslane.core.text.Direction;

/**
 * Writes ASC lines as log2asc of can-utils 2025.01 does, constants that nobody measured included: the classic form, CANFD
 * and CANXL. Channel 1 is the bus that was announced first. Of an error frame the format keeps that there was one.
 */
public final class AscWriter implements FrameWriter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private static final byte[] ERROR_FRAME = ascii("ErrorFrame");
    private static final byte[] NO_NAME = ascii(" ".repeat(34));
    private static final byte[] CANFD = ascii("CANFD ");
    private static final byte[] RX = ascii("Rx   ");
    private static final byte[] TX = ascii("Tx   ");

    /** Duration and bits of the frame, as log2asc makes them up; then the flags and what follows them. */
    private static final byte[] FD_TIMES = ascii("   130000  130 ");

    private static final byte[] FD_END = ascii(" 0 0 0 0 0");
    private static final byte[] CANXL = ascii("CANXL ");
    private static final byte[] XL_TIMES = ascii("XLFF   984438   4656 ");
    private static final byte[] XL_CHECKS = ascii(" 1 1f96 ");
    private static final byte[] XL_CRC = ascii(" 123123 ");
    private static final byte[] XL_END = ascii(" 00000000 000000050005000e 0000000000a00010 0000000a000a001d"
            + " 0000000000a00002 000000100010000f 0000000000a00001");

    /** Around the data: the longest line's parts are those of XL. */
    private static final int FIXED = 320;

    private final ZoneId zone;
    private final AsciiPen pen = new AsciiPen();
    private long start;

    /** @param zone of the date in the header, which the format says without its zone */
    public AscWriter(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public int begin(long stamp, MemorySegment to, long position) {
        start = stamp / 1000;
        pen.start(to, position);
        String date = DATE.format(Instant.ofEpochSecond(stamp / 1_000_000_000).atZone(zone));
        pen.put(ascii("""
                date %s
                base hex  timestamps absolute
                no internal events logged
                // version 18.2.0
                """.formatted(date)));
        return (int) (pen.position() - position);
    }

    @Override
    public int announce(String bus, MemorySegment to, long position) {
        return 0;
    }

    @Override
    public int room(int size) {
        return FIXED + 3 * size;
    }

    @Override
    public int write(
            MemorySegment memory,
            long offset,
            int size,
            long stamp,
            int bus,
            Direction direction,
            MemorySegment to,
            long position) {
        FrameKind kind = FrameKind.of(memory, offset, size);
        if (kind == FrameKind.INVALID) {
            return 0;
        }
        pen.start(to, position);
        stamp(stamp);
        switch (kind) {
            case ERROR -> {
                channel(bus);
                pen.put(ERROR_FRAME);
            }
            case FD -> fd(memory, offset, bus + 1, direction);
            case XL -> xl(memory, offset, size - FrameLayout.XL_HEADER, bus + 1, direction);
            default -> classic(memory, offset, bus, kind, direction);
        }
        pen.put('\n');
        return (int) (pen.position() - position);
    }

    private void stamp(long nanos) {
        long micros = Math.max(0, nanos / 1000 - start);
        right(micros / 1_000_000, 4);
        pen.put('.');
        pen.decimal(micros % 1_000_000, 6);
        pen.put(' ');
    }

    private void channel(int bus) {
        int digits = AsciiPen.decimalDigits(bus + 1);
        pen.decimal(bus + 1, digits);
        pen.blanks(2 - digits);
        pen.put(' ');
    }

    private void classic(MemorySegment memory, long offset, int bus, FrameKind kind, Direction direction) {
        channel(bus);
        pen.blanks(15 - id(memory, offset));
        pen.put(' ');
        pen.put(direction == Direction.SENT ? TX : RX);
        int length = FrameLayout.length(memory, offset);
        int dlc = FrameLayout.rawDlc(memory, offset, length);
        pen.put(kind == FrameKind.REMOTE ? 'r' : 'd');
        pen.put(' ');
        pen.hex(dlc == 0 ? length : dlc, 1);
        for (int i = 0; kind == FrameKind.DATA && i < length; i++) {
            pen.put(' ');
            pen.hex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
        }
    }

    private void fd(MemorySegment memory, long offset, int channel, Direction direction) {
        pen.put(CANFD);
        right(channel, 3);
        pen.put(' ');
        pen.put(direction == Direction.SENT ? TX : RX);
        pen.blanks(11 - idLength(memory, offset));
        id(memory, offset);
        pen.put(NO_NAME);
        int flags = memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS);
        pen.put((flags & FrameLayout.FD_BRS) != 0 ? '1' : '0');
        pen.put(' ');
        pen.put((flags & FrameLayout.FD_ESI) != 0 ? '1' : '0');
        pen.put(' ');
        int length = FrameLayout.length(memory, offset);
        pen.lowerHex(FdLength.dlc(length), 1);
        pen.put(' ');
        right(length, 2);
        for (int i = 0; i < length; i++) {
            pen.put(' ');
            pen.hex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + i), 2);
        }
        pen.put(FD_TIMES);
        int word = AscFlags.FDF
                | ((flags & FrameLayout.FD_BRS) != 0 ? AscFlags.BRS : 0)
                | ((flags & FrameLayout.FD_ESI) != 0 ? AscFlags.ESI : 0);
        pen.blanks(4);
        pen.hex(word, 4);
        pen.put(FD_END);
    }

    private void xl(MemorySegment memory, long offset, int length, int channel, Direction direction) {
        int word = FrameLayout.idWord(memory, offset);
        int flags = memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_XL_FLAGS);
        pen.put(CANXL);
        right(channel, 3);
        pen.put(' ');
        pen.put(direction == Direction.SENT ? TX : RX);
        pen.put(XL_TIMES);
        int priority = word & IdWord.STANDARD_MASK;
        pen.blanks(9 - AsciiPen.hexDigits(priority));
        pen.hex(priority, AsciiPen.hexDigits(priority));
        pen.put(NO_NAME);
        pen.lowerHex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_XL_SDT), 2);
        pen.put(' ');
        pen.put('0' + (flags & AscFlags.FRAME_SEC));
        pen.put(' ');
        pen.lowerHex(length - 1, AsciiPen.hexDigits(length - 1));
        pen.put(' ');
        pen.decimal(length, AsciiPen.decimalDigits(length));
        pen.put(XL_CHECKS);
        pen.lowerHex(word >>> 16, 2);
        pen.put(' ');
        pen.lowerHex(memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + FrameLayout.OFFSET_XL_ACCEPTANCE), 8);
        for (int i = 0; i < length; i++) {
            pen.put(' ');
            pen.lowerHex(memory.get(ValueLayout.JAVA_BYTE, offset + FrameLayout.XL_HEADER + i), 2);
        }
        pen.put(XL_CRC);
        pen.lowerHex(
                AscFlags.XLF
                        | AscFlags.FDF
                        | AscFlags.BRS
                        | ((flags & AscFlags.FRAME_SEC) != 0 ? AscFlags.SEC : 0)
                        | ((flags & AscFlags.FRAME_RRS) != 0 ? AscFlags.RES : 0),
                8);
        pen.put(XL_END);
    }

    /** The id in hex and an x, or a blank, behind it; returns how long that is. */
    private int id(MemorySegment memory, long offset) {
        int word = FrameLayout.idWord(memory, offset);
        int value = word & (IdWord.isExtended(word) ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK);
        pen.hex(value, AsciiPen.hexDigits(value));
        pen.put(IdWord.isExtended(word) ? 'x' : ' ');
        return AsciiPen.hexDigits(value) + 1;
    }

    private static int idLength(MemorySegment memory, long offset) {
        int word = FrameLayout.idWord(memory, offset);
        return 1 + AsciiPen.hexDigits(word & (IdWord.isExtended(word) ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK));
    }

    private void right(long number, int width) {
        int digits = AsciiPen.decimalDigits(number);
        pen.blanks(width - digits);
        pen.decimal(number, digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
