package org.buslane.core.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The structs of linux/can.h, byte for byte, in native byte order.
 *
 * <pre>
 * can_frame   16  id:u32  len:u8  pad:u8   res:u8  len8_dlc:u8  data[8]
 * canfd_frame 72  id:u32  len:u8  flags:u8 res:u8  res:u8       data[64]
 * canxl_frame 12+ prio:u32 flags:u8(XLF 0x80) sdt:u8 len:u16 af:u32 data[1..2048]
 * </pre>
 */
public final class FrameLayout {
    public static final int CLASSIC_SIZE = 16;
    public static final int FD_SIZE = 72;
    public static final int XL_HEADER = 12;
    public static final int XL_MAX_SIZE = XL_HEADER + 2048;

    public static final int CLASSIC_DATA = 8;
    public static final int FD_DATA = 64;

    public static final int OFFSET_ID = 0;
    public static final int OFFSET_LENGTH = 4;
    public static final int OFFSET_FLAGS = 5;
    public static final int OFFSET_RAW_DLC = 7;
    public static final int OFFSET_DATA = 8;
    public static final int OFFSET_XL_FLAGS = 4;
    public static final int OFFSET_XL_SDT = 5;
    public static final int OFFSET_XL_LENGTH = 6;
    public static final int OFFSET_XL_ACCEPTANCE = 8;

    /** CANFD_BRS: the data phase ran at the second bit rate. */
    public static final int FD_BRS = 1;

    /** CANFD_ESI: the sender was error passive. */
    public static final int FD_ESI = 2;

    /** CANFD_FDF: set by the kernel on every FD frame since 6.0 (can_send). */
    public static final int FD_FDF = 4;

    /** CANXL_XLF: bit that tells an XL frame from the others, which have a length of at most 64 there. */
    public static final int XL_XLF = 0x80;

    private FrameLayout() {}

    /**
     * Whether {@code size} bytes at {@code offset} are a frame that the kernel's can_send would take:
     * can_is_can_skb, can_is_canfd_skb, can_is_canxl_skb of linux/can/skb.h.
     */
    public static boolean isValid(MemorySegment memory, long offset, int size) {
        if (size == CLASSIC_SIZE || size == FD_SIZE) {
            int length = length(memory, offset);
            if (length <= (size == CLASSIC_SIZE ? CLASSIC_DATA : FD_DATA)) {
                return true;
            }
        }
        return isXl(memory, offset, size);
    }

    /** Whether the frame is CAN XL: its flag is set and its length field agrees with its size. */
    public static boolean isXl(MemorySegment memory, long offset, int size) {
        if (size <= XL_HEADER
                || size > XL_MAX_SIZE
                || (memory.get(ValueLayout.JAVA_BYTE, offset + OFFSET_XL_FLAGS) & XL_XLF) == 0) {
            return false;
        }
        return Short.toUnsignedInt(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset + OFFSET_XL_LENGTH))
                == size - XL_HEADER;
    }

    /** The {@code can_id} word. */
    public static int idWord(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    /** The {@code len} of a classic or FD frame: 0 to 255 as it stands there, valid up to 8 or 64. */
    public static int length(MemorySegment memory, long offset) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, offset + OFFSET_LENGTH));
    }

    /**
     * The {@code len8_dlc} of a classic frame of {@code length} bytes: 9 to 15, or 0 where it has no
     * meaning, which is what the kernel makes of any other value.
     */
    public static int rawDlc(MemorySegment memory, long offset, int length) {
        return RawDlc.sane(Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, offset + OFFSET_RAW_DLC)), length);
    }
}
