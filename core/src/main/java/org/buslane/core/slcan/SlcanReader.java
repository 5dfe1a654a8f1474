package org.buslane.core.slcan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * Takes an adapter's bytes one by one and finds lines among them. Whatever comes, it keeps no more than one
 * line, and finds its way back at the next CR or BEL, which end a line in slcan_unesc() of
 * drivers/net/can/slcan too. Owned by one thread; nothing is allocated for a frame.
 *
 * <pre>
 * t123 2 1122 [EA5F] CR        data, id of 3 digits; T with 8; the time stamp only after Z1
 * r123 2             CR        remote; R with 8
 * d123 9 00..0B      CR        FD, by length code; D with 8; b and B with the second bit rate (CANable 2.0)
 * </pre>
 */
public final class SlcanReader {
    private static final int STANDARD_DIGITS = 3;
    private static final int EXTENDED_DIGITS = 8;
    private static final int HEX = 16;

    /** In milliseconds, and in microseconds where CANable 2.5 is told to. */
    private static final int SHORT_STAMP = 4;

    private static final int LONG_STAMP = 8;

    /** B, id, length code, 64 bytes, and a time stamp: the longest line there is. */
    private static final int MOST = 1 + EXTENDED_DIGITS + 1 + 2 * FrameLayout.FD_DATA + LONG_STAMP;

    private final byte[] line = new byte[MOST];
    private final byte[] data = new byte[FrameLayout.FD_DATA];
    private int length;
    private int finished;
    private boolean tooLong;
    private int idWord;
    private int frameLength;
    private int fdFlags;
    private boolean fd;

    /** At the beginning of a line. */
    public SlcanReader() {}

    /** The next byte. */
    public SlcanLine take(byte next) {
        switch (next) {
            case '\r' -> {
                return end();
            }
            case 0x07 -> {
                start();
                return SlcanLine.REFUSED;
            }
            case '\n' -> {
                // Some end their lines as terminals like it.
            }
            default -> {
                if (length < MOST) {
                    line[length++] = next;
                } else {
                    tooLong = true;
                }
            }
        }
        return SlcanLine.UNFINISHED;
    }

    /** Forgets the line that has begun, as what comes now comes from elsewhere. */
    public void start() {
        length = 0;
        tooLong = false;
    }

    private SlcanLine end() {
        finished = length;
        boolean damaged = tooLong;
        start();
        if (finished == 0) {
            return SlcanLine.DONE;
        }
        if (damaged) {
            return SlcanLine.RUBBISH;
        }
        if (finished == 1 && (line[0] == 'z' || line[0] == 'Z')) {
            return SlcanLine.SENT;
        }
        if (isFrame()) {
            return SlcanLine.FRAME;
        }
        for (int i = 0; i < finished; i++) {
            if (line[i] < ' ' || line[i] > '~') {
                return SlcanLine.RUBBISH;
            }
        }
        return SlcanLine.TEXT;
    }

    private boolean isFrame() {
        boolean remote = false;
        fd = false;
        fdFlags = 0;
        switch (line[0]) {
            case 't', 'T' -> {}
            case 'r', 'R' -> remote = true;
            case 'd', 'D' -> fd = true;
            case 'b', 'B' -> {
                fd = true;
                fdFlags = FrameLayout.FD_BRS;
            }
            default -> {
                return false;
            }
        }
        boolean extended = line[0] < 'a';
        int digits = extended ? EXTENDED_DIGITS : STANDARD_DIGITS;
        if (finished < 1 + digits + 1) {
            return false;
        }
        long id = number(1, digits);
        int code = digit(1 + digits);
        if (id < 0
                || id > (extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK)
                || code < 0
                || (!fd && code > FrameLayout.CLASSIC_DATA)) {
            return false;
        }
        idWord = (int) id | (extended ? IdWord.EXTENDED : 0) | (remote ? IdWord.REMOTE : 0);
        frameLength = fd ? FdLength.ofDlc(code) : code;
        return hasData(1 + digits + 1, remote ? 0 : frameLength);
    }

    /** Exactly so many bytes stand from {@code at} on, and behind them a time stamp or nothing. */
    private boolean hasData(int at, int bytes) {
        int rest = finished - at - 2 * bytes;
        boolean isStamp = (rest == SHORT_STAMP || rest == LONG_STAMP) && number(finished - rest, rest) >= 0;
        if (rest != 0 && !isStamp) {
            return false;
        }
        for (int i = 0; i < bytes; i++) {
            int high = digit(at + 2 * i);
            int low = digit(at + 2 * i + 1);
            if (high < 0 || low < 0) {
                return false;
            }
            data[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    /** Of so many hex digits, at most 8; negative if there is another character among them. */
    private long number(int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = digit(i);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int digit(int at) {
        return Character.digit(line[at], HEX);
    }

    /**
     * Writes the frame that was read last as the kernel's struct.
     *
     * @param target with room for a CAN FD frame at {@code offset}
     * @return the bytes of the struct
     */
    public int store(MemorySegment target, long offset) {
        int size = fd ? FrameLayout.FD_SIZE : FrameLayout.CLASSIC_SIZE;
        target.asSlice(offset, size).fill((byte) 0);
        target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, idWord);
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) frameLength);
        if (fd) {
            target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS, (byte) (fdFlags | FrameLayout.FD_FDF));
        }
        if (!IdWord.isRemote(idWord)) {
            MemorySegment.copy(data, 0, target, ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA, frameLength);
        }
        return size;
    }

    /** The line that was read last, without its end. */
    public String text() {
        return new String(line, 0, finished, StandardCharsets.US_ASCII);
    }
}
