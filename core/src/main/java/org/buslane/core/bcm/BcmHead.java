package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.IdWord;

/**
 * {@code struct bcm_msg_head} of linux/can/bcm.h as 64-bit Linux has it; frames of 16 or 72 bytes follow it.
 *
 * <pre>
 * 56  opcode:u32 flags:u32 count:u32 pad:4 ival1{sec:i64 usec:i64} ival2{sec:i64 usec:i64} can_id:u32 nframes:u32
 * </pre>
 */
public record BcmHead(int opcode, int flags, int count, Interval ival1, Interval ival2, int canId, int frames) {
    public static final int SIZE = 56;

    private static final int FLAGS = 4;
    private static final int COUNT = 8;
    private static final int PADDING = 12;
    private static final int IVAL1 = 16;
    private static final int IVAL2 = 32;
    private static final int CAN_ID = 48;
    private static final int FRAMES = 52;

    /** Any 56 bytes are one. */
    public static BcmHead read(MemorySegment memory, long offset) {
        return new BcmHead(
                word(memory, offset),
                word(memory, offset + FLAGS),
                word(memory, offset + COUNT),
                interval(memory, offset + IVAL1),
                interval(memory, offset + IVAL2),
                word(memory, offset + CAN_ID),
                word(memory, offset + FRAMES));
    }

    private static int word(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    private static Interval interval(MemorySegment memory, long offset) {
        return new Interval(
                memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset),
                memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + Long.BYTES));
    }

    public void write(MemorySegment memory, long offset) {
        write(memory, offset, opcode, flags, count, ival1, ival2, canId, frames);
    }

    /** As the other without an object: what is told of each frame. */
    static void write(
            MemorySegment memory,
            long offset,
            int opcode,
            int flags,
            int count,
            Interval ival1,
            Interval ival2,
            int canId,
            int frames) {
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, opcode);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + FLAGS, flags);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + COUNT, count);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + PADDING, 0);
        write(memory, offset + IVAL1, ival1);
        write(memory, offset + IVAL2, ival2);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + CAN_ID, canId);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset + FRAMES, frames);
    }

    private static void write(MemorySegment memory, long offset, Interval interval) {
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, interval.seconds());
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset + Long.BYTES, interval.micros());
    }

    /** CFSIZ: bytes of each frame behind it. */
    int frameSize() {
        return frameSize(flags);
    }

    static int frameSize(int flags) {
        return BcmFlag.has(flags, BcmFlag.CAN_FD_FRAME) ? 72 : 16;
    }

    /** RX_FILTER_ID, and no frames. */
    BcmHead forIdOnly() {
        return new BcmHead(opcode, flags | BcmFlag.RX_FILTER_ID, count, ival1, ival2, canId, 0);
    }

    BcmHead withCount(int left) {
        return new BcmHead(opcode, flags, left, ival1, ival2, canId, frames);
    }

    boolean isRemote() {
        return IdWord.isRemote(canId);
    }

    boolean has(int flag) {
        return BcmFlag.has(flags, flag);
    }
}
