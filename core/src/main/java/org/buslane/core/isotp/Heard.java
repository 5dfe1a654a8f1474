package org.buslane.core.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;

/** The frame a machine looks at. Bytes behind its length are the sender's too: the kernel does not mind them. */
final class Heard {
    private final byte[] data = new byte[FrameLayout.FD_DATA];
    private int length;

    /** Takes the frame in; false if it is no data frame, or not meant for this address. */
    boolean take(MemorySegment memory, long offset, int size, IsoTpAddress address, IsoTpSettings settings) {
        if (size != settings.link().frameSize() || !address.isHeard(FrameLayout.idWord(memory, offset))) {
            return false;
        }
        FrameKind kind = FrameKind.of(memory, offset, size);
        if (kind != FrameKind.DATA && kind != FrameKind.FD) {
            return false;
        }
        length = FrameLayout.length(memory, offset);
        MemorySegment.copy(
                memory,
                ValueLayout.JAVA_BYTE,
                offset + FrameLayout.OFFSET_DATA,
                data,
                0,
                size - FrameLayout.OFFSET_DATA);
        return settings.addressBytes() == 0 || at(0) == settings.options().rxExtAddress();
    }

    int length() {
        return length;
    }

    /** A byte of the data, 0 to 255. */
    int at(int index) {
        return Byte.toUnsignedInt(data[index]);
    }

    void copyTo(byte[] target, int at, int from, int count) {
        System.arraycopy(data, from, target, at, count);
    }
}
