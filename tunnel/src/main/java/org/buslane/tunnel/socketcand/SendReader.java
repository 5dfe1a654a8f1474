package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * Makes frames of the commands that send one, as sscanf reads them in state_raw.c and state_bcm.c. Owned by one thread;
 * allocates nothing.
 *
 * <pre>
 * &lt; send ID LEN B… &gt;     up to 8 bytes; up to 64 with {@link Dialect#LONG_FRAME}
 * &lt; sendfd ID LEN B… &gt;   {@link Dialect#FDFRAME}
 * &lt; sendrtr ID DLC &gt;     {@link Dialect#RTR}
 * </pre>
 */
final class SendReader {
    private static final byte[] SEND = word("< send ");
    private static final byte[] SEND_FD = word("< sendfd ");
    private static final byte[] SEND_RTR = word("< sendrtr ");
    private static final int ID = 2;

    enum Found {
        /** The struct was written: {@link #size}. */
        FRAME,
        /** It is to send something, and the rest is wrong. */
        MALFORMED,
        /** Another command. */
        OTHER
    }

    private final boolean hasFd;
    private final boolean hasLong;
    private final boolean hasRemote;
    private final Scanf scanf = new Scanf();
    private int size;

    SendReader(Set<Dialect> dialects) {
        this.hasFd = dialects.contains(Dialect.FDFRAME);
        this.hasLong = dialects.contains(Dialect.LONG_FRAME);
        this.hasRemote = dialects.contains(Dialect.RTR);
    }

    /** Reads a command; of a frame it writes the struct, up to 72 bytes, which may be spoilt if there is none. */
    Found read(MemorySegment text, long start, int length, MemorySegment target, long offset) {
        long end = start + length;
        boolean isRead;
        if (begins(text, start, end, SEND)) {
            scanf.start(text, start + SEND.length, end);
            isRead = data(target, offset, hasLong ? FrameLayout.FD_DATA : FrameLayout.CLASSIC_DATA);
        } else if (hasFd && begins(text, start, end, SEND_FD)) {
            scanf.start(text, start + SEND_FD.length, end);
            isRead = fd(target, offset);
        } else if (hasRemote && begins(text, start, end, SEND_RTR)) {
            scanf.start(text, start + SEND_RTR.length, end);
            isRead = remote(target, offset);
        } else {
            return Found.OTHER;
        }
        if (!isRead) {
            return Found.MALFORMED;
        }
        id(target, offset, Elements.isExtended(text, start, end, ID));
        return FrameKind.of(target, offset, size) == FrameKind.INVALID ? Found.MALFORMED : Found.FRAME;
    }

    /** Bytes of the struct read last. */
    int size() {
        return size;
    }

    /** One with more than 8 bytes is an FD frame of the next length that there is. */
    private boolean data(MemorySegment target, long offset, int most) {
        int length = length(target, offset, most);
        if (length > FrameLayout.CLASSIC_DATA) {
            fdFrame(target, offset, FdLength.roundUp(length));
        }
        return length >= 0 && bytes(target, offset, length, most);
    }

    private boolean fd(MemorySegment target, long offset) {
        int length = length(target, offset, FrameLayout.FD_DATA);
        if (length < 0 || !FdLength.isStep(length)) {
            return false;
        }
        fdFrame(target, offset, length);
        return bytes(target, offset, length, FrameLayout.FD_DATA);
    }

    private boolean remote(MemorySegment target, long offset) {
        int length = length(target, offset, FrameLayout.CLASSIC_DATA);
        int word = FrameLayout.idWord(target, offset);
        target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, word | IdWord.REMOTE);
        return length >= 0;
    }

    /** @return the length that was said after the id; negative if there is none or it is beyond {@code most} */
    private int length(MemorySegment target, long offset, int most) {
        for (int i = 0; i < FrameLayout.FD_SIZE; i += Long.BYTES) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, offset + i, 0);
        }
        size = FrameLayout.CLASSIC_SIZE;
        boolean hasId = scanf.hex();
        target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) scanf.value());
        if (!hasId || !scanf.decimal()) {
            return -1;
        }
        int length = (int) scanf.value() & 0xff;
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) length);
        return length <= most ? length : -1;
    }

    private void fdFrame(MemorySegment target, long offset, int length) {
        size = FrameLayout.FD_SIZE;
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) length);
        target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS, (byte) FrameLayout.FD_FDF);
    }

    /** Exactly so many; of more than {@code most} the original never looks at the rest. */
    private boolean bytes(MemorySegment target, long offset, int length, int most) {
        int count = 0;
        while (count < most && scanf.hex()) {
            if (count < length) {
                target.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + count, (byte) scanf.value());
            }
            count++;
        }
        return count == length;
    }

    private void id(MemorySegment target, long offset, boolean isExtended) {
        int word = FrameLayout.idWord(target, offset);
        boolean isLarge = hasLong && (word & IdWord.EXTENDED_MASK) > IdWord.STANDARD_MASK;
        if (isExtended || isLarge) {
            target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, word | IdWord.EXTENDED);
        }
    }

    private static boolean begins(MemorySegment text, long start, long end, byte[] word) {
        if (end - start < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (text.get(ValueLayout.JAVA_BYTE, start + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
