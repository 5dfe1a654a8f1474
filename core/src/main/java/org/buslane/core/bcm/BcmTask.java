package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;

/** What a program has set up for one id: {@code struct bcm_op} of net/can/bcm.c. */
abstract sealed class BcmTask permits SendTask, ReceiveTask {
    /** Bytes it takes here beside its frames, roughly. */
    static final int OVERHEAD = 256;

    static final long NEVER = Long.MAX_VALUE;

    final int canId;
    final int index;
    final int frameSize;
    final int capacity;
    final MemorySegment frames;
    int flags;
    int count;
    Interval ival1 = Interval.NONE;
    Interval ival2 = Interval.NONE;
    int nframes;
    int current;
    long due = NEVER;

    /** Where {@link BcmKeep} has it; -1 if it has not. */
    long keptAt = -1;

    /** @param capacity frames that it has room for */
    BcmTask(BcmHead head, int index, int capacity) {
        this.canId = head.canId();
        this.index = index;
        this.frameSize = head.frameSize();
        this.capacity = capacity;
        this.flags = head.flags();
        this.nframes = head.frames();
        this.frames = MemorySegment.ofArray(new byte[capacity * frameSize]);
    }

    /** What {@link BcmOutput#take} is asked for before there is one. */
    abstract int bytes();

    /** bcm_find_op(): the same id, interface and kind of frame. */
    final boolean isOf(BcmHead head, int interfaceIndex) {
        return canId == head.canId() && index == interfaceIndex && frameSize == head.frameSize();
    }

    final boolean has(int flag) {
        return BcmFlag.has(flags, flag);
    }

    /** bcm_can_tx(): the next frame goes out; that it cannot is nobody's business. */
    final void transmit(BcmOutput output) {
        if (index == 0 || !output.has(index)) {
            return;
        }
        output.send(index, frames, (long) current * frameSize, frameSize);
        current++;
        if (current >= nframes) {
            current = 0;
        }
    }

    /** op->rx_ifindex: the interface in the source address of what is told. */
    abstract int source();

    /** When it has something to do. */
    abstract long due();

    abstract void run(long now, BcmVoice voice);
}
