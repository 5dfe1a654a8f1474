package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.frame.Payload;

/**
 * One change that a rule makes to each frame: struct cgw_frame_mod or cgw_fdframe_mod of linux/can/gw.h, the frame's
 * struct of 16 or 72 bytes and a byte that says which parts of it count.
 *
 * @param id a can_id with its flags
 * @param length the DLC of a classic frame, 0 to 15, or a CAN FD frame's length, 0 to 64
 * @param flags CANFD_BRS and such; 0 for a classic rule
 * @param data 8 bytes for a classic rule, 64 for one of CAN FD
 */
public record GatewayModification(
        GatewayOperation operation, Set<FramePart> parts, int id, int length, int flags, Payload data) {
    static final int CLASSIC_SIZE = 17;
    static final int FD_SIZE = 73;

    private static final int CLASSIC_DATA = 8;
    private static final int FD_DATA = 64;
    private static final int OFFSET_DATA = 8;

    public GatewayModification {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a modification changes some part of a frame");
        }
        if (data.length() != CLASSIC_DATA && data.length() != FD_DATA) {
            throw new IllegalArgumentException(
                    "a modification has 8 bytes of data, or 64 for CAN FD, not " + data.length());
        }
        Requirements.range("the length in a modification", length, 0, 255);
        Requirements.range("the flags in a modification", flags, 0, 255);
        parts = Set.copyOf(parts);
        if (data.length() == CLASSIC_DATA && (flags != 0 || parts.contains(FramePart.FLAGS))) {
            throw new IllegalArgumentException("classic frames have no flags to modify");
        }
    }

    boolean isFd() {
        return data.length() == FD_DATA;
    }

    /** Where length and flags stand in struct can_frame and canfd_frame is the same. */
    void write(MessageWriter target) {
        target.u32(id).u8(length).u8(flags).u16(0).bytes(data.toBytes());
        target.u8(parts.stream().mapToInt(part -> part.bit).sum());
    }

    /** Empty where the kernel keeps one that changes no part it knows, which is then none. */
    static Optional<GatewayModification> read(GatewayOperation operation, boolean fd, ByteBuffer value) {
        byte[] data = new byte[fd ? FD_DATA : CLASSIC_DATA];
        value.get(OFFSET_DATA, data);
        int bits = value.get(OFFSET_DATA + data.length);
        Set<FramePart> parts = EnumSet.noneOf(FramePart.class);
        for (FramePart part : FramePart.values()) {
            if ((bits & part.bit) != 0 && (fd || part != FramePart.FLAGS)) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GatewayModification(
                operation,
                parts,
                value.getInt(0),
                Byte.toUnsignedInt(value.get(4)),
                fd ? Byte.toUnsignedInt(value.get(5)) : 0,
                Payload.of(data)));
    }
}
