package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Frames that go out by the clock: bcm_tx_setup() and bcm_tx_timeout_handler() of net/can/bcm.c. */
final class SendTask extends BcmTask {
    private static final int OFFSET_LENGTH = 4;

    SendTask(BcmHead head, int index) {
        super(head, index, head.frames());
    }

    static int bytes(BcmHead head) {
        return OVERHEAD + head.frames() * head.frameSize();
    }

    @Override
    int bytes() {
        return OVERHEAD + capacity * frameSize;
    }

    /**
     * Takes over the frames behind a head. Of several the first ones may have been taken when an error is found, as
     * with the kernel.
     *
     * @return 0 or an errno
     */
    int fill(BcmHead head, MemorySegment message) {
        int most = has(BcmFlag.CAN_FD_FRAME) ? 64 : 8;
        for (int i = 0; i < head.frames(); i++) {
            long from = BcmHead.SIZE + (long) i * frameSize;
            if (from + frameSize > message.byteSize()) {
                return BcmError.EFAULT; // memcpy_from_msg() finds no more
            }
            long to = (long) i * frameSize;
            MemorySegment.copy(message, from, frames, to, frameSize);
            if (Byte.toUnsignedInt(frames.get(ValueLayout.JAVA_BYTE, to + OFFSET_LENGTH)) > most) {
                return BcmError.EINVAL;
            }
            if (head.has(BcmFlag.TX_CP_CAN_ID)) {
                frames.set(ValueLayout.JAVA_INT_UNALIGNED, to, head.canId());
            }
        }
        return BcmError.NONE;
    }

    /** What a head says of counts and times, when its frames are there. */
    void begin(BcmHead head, long now, BcmOutput output) {
        flags = head.flags();
        if (nframes != head.frames()) {
            nframes = head.frames();
            current = 0;
        }
        if (has(BcmFlag.TX_RESET_MULTI_IDX)) {
            current = 0;
        }
        if (has(BcmFlag.SETTIMER)) {
            count = head.count();
            ival1 = head.ival1();
            ival2 = head.ival2();
            if (ival1.nanos() == 0 && ival2.nanos() == 0) {
                due = NEVER;
            }
        }
        if (has(BcmFlag.STARTTIMER)) {
            due = NEVER;
            flags |= BcmFlag.TX_ANNOUNCE; // to start the timer is to send the first
        }
        if (has(BcmFlag.TX_ANNOUNCE)) {
            transmit(output);
            if (count != 0) {
                count--;
            }
        }
        if (has(BcmFlag.STARTTIMER)) {
            due = after(now);
        }
    }

    /** bcm_tx_set_expiry(). */
    private long after(long from) {
        if (ival1.nanos() != 0 && count != 0) {
            return from + ival1.nanos();
        }
        return ival2.nanos() == 0 ? NEVER : from + ival2.nanos();
    }

    /** Never set for what sends. */
    @Override
    int source() {
        return 0;
    }

    /** Goes on from where another was. */
    void resume(BcmHead head) {
        count = head.count();
        ival1 = head.ival1();
        ival2 = head.ival2();
    }

    @Override
    long due() {
        return due;
    }

    @Override
    void run(long now, BcmVoice voice) {
        long was = due;
        due = NEVER;
        if (ival1.nanos() != 0 && count != 0) {
            count--;
            if (count == 0 && has(BcmFlag.TX_COUNTEVT)) {
                voice.tell(this, BcmOpcode.TX_EXPIRED, source());
            }
            transmit(voice.output());
        } else if (ival2.nanos() != 0) {
            transmit(voice.output());
        }
        // From when it was due, so that being woken late does not add up; but nothing is made up for.
        long next = after(was);
        due = next == NEVER || next > now ? next : after(now);
    }
}
