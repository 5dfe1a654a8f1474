package org.buslane.core.frame;

import java.lang.foreign.MemorySegment;

/** What a struct in memory is. */
public enum FrameKind {
    DATA,
    REMOTE,
    /** By CAN_ERR_FLAG, whatever the other flags say. */
    ERROR,
    /** By its size. The kernel ignores CAN_RTR_FLAG in one: FD has no remote frames. */
    FD,
    XL,
    /** No frame: a size or length that none has, or an FD frame with CAN_ERR_FLAG, which no driver makes. */
    INVALID;

    /** Of {@code size} bytes at {@code offset}. Any size is answered, any bytes are. */
    public static FrameKind of(MemorySegment memory, long offset, int size) {
        if (!FrameLayout.isValid(memory, offset, size)) {
            return INVALID;
        }
        int word = FrameLayout.idWord(memory, offset);
        if (size == FrameLayout.CLASSIC_SIZE && FrameLayout.length(memory, offset) <= FrameLayout.CLASSIC_DATA) {
            if (IdWord.isError(word)) {
                return ERROR;
            }
            return IdWord.isRemote(word) ? REMOTE : DATA;
        }
        if (size == FrameLayout.FD_SIZE && FrameLayout.length(memory, offset) <= FrameLayout.FD_DATA) {
            return IdWord.isError(word) ? INVALID : FD;
        }
        return XL;
    }
}
