package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.isotp.FlowControl;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpOptions;
import org.buslane.core.isotp.LinkLayer;

/** The structs of linux/can/isotp.h and the address of linux/can.h, byte for byte. */
final class IsoTpStructs {
    static final int OPTIONS = 12;
    static final int FLOW_CONTROL = 3;
    static final int LINK = 3;

    /** ISOTP_MIN_NAMELEN: family, interface, rx_id, tx_id. */
    static final int ADDRESS = 16;

    static final short AF_CAN = 29;

    private static final int INDEX = 4;
    private static final int RX_ID = 8;
    private static final int TX_ID = 12;

    private IsoTpStructs() {}

    static IsoTpOptions options(MemorySegment from, long at) {
        return new IsoTpOptions(
                word(from, at),
                word(from, at + 4),
                octet(from, at + 8),
                octet(from, at + 9),
                octet(from, at + 10),
                octet(from, at + 11));
    }

    static void write(IsoTpOptions options, MemorySegment to, long at) {
        word(to, at, options.flags());
        word(to, at + 4, options.frameTime());
        octet(to, at + 8, options.extAddress());
        octet(to, at + 9, options.txPad());
        octet(to, at + 10, options.rxPad());
        octet(to, at + 11, options.rxExtAddress());
    }

    static FlowControl flowControl(MemorySegment from, long at) {
        return new FlowControl(octet(from, at), octet(from, at + 1), octet(from, at + 2));
    }

    static void write(FlowControl flow, MemorySegment to, long at) {
        octet(to, at, flow.blockSize());
        octet(to, at + 1, flow.stMin());
        octet(to, at + 2, flow.waitFrames());
    }

    /** @throws IllegalArgumentException if no socket may have it */
    static LinkLayer link(MemorySegment from, long at) {
        return new LinkLayer(octet(from, at), octet(from, at + 1), octet(from, at + 2));
    }

    static void write(LinkLayer link, MemorySegment to, long at) {
        octet(to, at, link.frameSize());
        octet(to, at + 1, link.dataLength());
        octet(to, at + 2, link.flags());
    }

    static boolean isCan(MemorySegment address) {
        return address.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0) == AF_CAN;
    }

    static int index(MemorySegment address) {
        return word(address, INDEX);
    }

    static IsoTpAddress address(MemorySegment address) {
        return new IsoTpAddress(word(address, TX_ID), word(address, RX_ID));
    }

    static MemorySegment address(int index, IsoTpAddress ids) {
        MemorySegment address = MemorySegment.ofArray(new byte[ADDRESS]);
        address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, AF_CAN);
        word(address, INDEX, index);
        word(address, RX_ID, ids.rxId());
        word(address, TX_ID, ids.txId());
        return address;
    }

    static int word(MemorySegment from, long at) {
        return from.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    }

    static void word(MemorySegment to, long at, int value) {
        to.set(ValueLayout.JAVA_INT_UNALIGNED, at, value);
    }

    private static int octet(MemorySegment from, long at) {
        return Byte.toUnsignedInt(from.get(ValueLayout.JAVA_BYTE, at));
    }

    private static void octet(MemorySegment to, long at, int value) {
        to.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }
}
