package org.buslane.core.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;

/** Writes a machine's frames as structs, every byte of them. Keeps nothing. */
final class FrameMaker {
    private final IsoTpSettings settings;
    private final IsoTpOptions options;
    private final LinkLayer link;
    private final int id;
    private final int address;

    FrameMaker(IsoTpSettings settings, int id) {
        this.settings = settings;
        this.options = settings.options();
        this.link = settings.link();
        this.id = id;
        this.address = settings.addressBytes();
    }

    /** The longest PDU that is a single frame. */
    int mostInSingle() {
        return link.dataLength() - Pci.SHORT - address - link.escape();
    }

    void single(MemorySegment memory, long offset, byte[] pdu, int length) {
        // A PDU that fits into 8 bytes goes without the second length byte, which would make it a frame of 12.
        boolean fits = length <= FrameLayout.CLASSIC_DATA - Pci.SHORT - address;
        int escape = fits ? 0 : link.escape();
        int from = address + Pci.SHORT + escape;
        data(memory, offset, from, pdu, 0, length);
        if (escape != 0) {
            put(memory, offset, address + 1, length);
        }
        put(memory, offset, address, escape == 0 ? Pci.SINGLE | length : Pci.SINGLE);
    }

    /** Returns how many bytes of the PDU are in it. */
    int first(MemorySegment memory, long offset, byte[] pdu, int length) {
        boolean isShort = length <= Pci.LONGEST_12;
        int from = address + (isShort ? Pci.FIRST_12 : Pci.FIRST_32);
        int count = link.dataLength() - from;
        data(memory, offset, from, pdu, 0, count);
        if (isShort) {
            put(memory, offset, address, Pci.FIRST | length >>> 8);
            put(memory, offset, address + 1, length);
        } else {
            put(memory, offset, address, Pci.FIRST);
            put(memory, offset, address + 1, 0);
            put(memory, offset, address + 2, length >>> 24);
            put(memory, offset, address + 3, length >>> 16);
            put(memory, offset, address + 4, length >>> 8);
            put(memory, offset, address + 5, length);
        }
        return count;
    }

    /** Returns how many bytes of the PDU, from {@code sent} on, are in it. */
    int consecutive(MemorySegment memory, long offset, byte[] pdu, int sent, int length, int sequence) {
        int from = address + Pci.SHORT;
        int count = Math.min(length - sent, link.dataLength() - from);
        data(memory, offset, from, pdu, sent, count);
        put(memory, offset, address, Pci.CONSECUTIVE | sequence);
        return count;
    }

    /** isotp_send_fc: of 8 bytes if padded, also on an FD link. */
    void flowControl(MemorySegment memory, long offset, int status) {
        int used = address + Pci.FLOW;
        boolean padded = options.has(IsoTpFlags.TX_PADDING);
        frame(memory, offset, padded ? FrameLayout.CLASSIC_DATA : used, options.txPad());
        put(memory, offset, address, Pci.FLOW_CONTROL | status);
        put(memory, offset, address + 1, settings.flowControl().blockSize());
        put(memory, offset, address + 2, settings.flowControl().stMin());
    }

    private void data(MemorySegment memory, long offset, int from, byte[] pdu, int at, int count) {
        int used = from + count;
        boolean asked = options.has(IsoTpFlags.TX_PADDING) && used < link.dataLength();
        boolean padded = asked || used > FrameLayout.CLASSIC_DATA;
        frame(memory, offset, padded ? Padding.length(used) : used, asked ? options.txPad() : IsoTpOptions.PAD);
        MemorySegment.copy(pdu, at, memory, ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + from, count);
    }

    private void frame(MemorySegment memory, long offset, int length, int pad) {
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + FrameLayout.OFFSET_ID, id);
        for (int i = FrameLayout.OFFSET_LENGTH; i < link.frameSize(); i++) {
            byte value = i >= FrameLayout.OFFSET_DATA && i < FrameLayout.OFFSET_DATA + length ? (byte) pad : 0;
            memory.set(ValueLayout.JAVA_BYTE, offset + i, value);
        }
        memory.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_LENGTH, (byte) length);
        memory.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_FLAGS, (byte) link.flags());
        if (address != 0) {
            put(memory, offset, 0, options.extAddress());
        }
    }

    private static void put(MemorySegment memory, long offset, int index, int value) {
        memory.set(ValueLayout.JAVA_BYTE, offset + FrameLayout.OFFSET_DATA + index, (byte) value);
    }
}
