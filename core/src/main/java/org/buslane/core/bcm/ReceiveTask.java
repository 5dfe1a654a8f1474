package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;

/**
 * Frames that a program wants to hear of when they change, or stay away: bcm_rx_setup() and bcm_rx_handler() of
 * net/can/bcm.c. What was received last is kept as the kernel keeps it, with flags of its own in the flags byte
 * of each frame, the pad of a classic one.
 */
final class ReceiveTask extends BcmTask {
    /** RX_LOCAL, RX_OWN, RX_RECV and RX_THR of bcm.c; what is left of the byte is the frame's. */
    private static final int LOCAL = 0x10;

    private static final int OWN = 0x20;
    private static final int RECEIVED = 0x40;
    private static final int THROTTLED = 0x80;
    private static final int FRAMES_OWN = 0x0f;

    private final MemorySegment last;
    private long throttleDue = NEVER;
    private long toldAt;
    private boolean told;
    private long stamp;
    private int heardOn;

    /** A timer without a frame before it is told of as from the interface it waits on. */
    ReceiveTask(BcmHead head, int index) {
        super(head, index, Math.max(1, head.frames()));
        this.last = MemorySegment.ofArray(new byte[capacity * frameSize]);
        this.heardOn = index;
    }

    static int bytes(BcmHead head) {
        return OVERHEAD + 2 * Math.max(1, head.frames()) * head.frameSize();
    }

    @Override
    int bytes() {
        return OVERHEAD + 2 * capacity * frameSize;
    }

    /** @return 0, or EFAULT if there are fewer frames than the head says */
    int fill(BcmHead head, MemorySegment message) {
        long bytes = (long) head.frames() * frameSize;
        if (BcmHead.SIZE + bytes > message.byteSize()) {
            return BcmError.EFAULT;
        }
        MemorySegment.copy(message, BcmHead.SIZE, frames, 0, bytes);
        last.asSlice(0, bytes).fill((byte) 0); // nothing received
        return BcmError.NONE;
    }

    void begin(BcmHead head, long now, BcmVoice voice) {
        nframes = head.frames();
        flags = head.flags();
        if (has(BcmFlag.RX_RTR_FRAME)) {
            throttleDue = NEVER;
            due = NEVER;
            // Without the RTR flag, or the answer would be a question again.
            if (has(BcmFlag.TX_CP_CAN_ID) || frames.get(ValueLayout.JAVA_INT_UNALIGNED, 0) == canId) {
                frames.set(ValueLayout.JAVA_INT_UNALIGNED, 0, canId & ~IdWord.REMOTE);
            }
            return;
        }
        if (has(BcmFlag.SETTIMER)) {
            ival1 = head.ival1();
            ival2 = head.ival2();
            if (ival1.nanos() == 0) {
                due = NEVER;
            }
            told = false;
            throttleDue = NEVER;
            flush(voice);
        }
        if (has(BcmFlag.STARTTIMER) && ival1.nanos() != 0) {
            due = now + ival1.nanos();
        }
    }

    /**
     * bcm_rx_handler(): the whole word, also where can_rx_register() with REGMASK() looks at less of it, and the kind of
     * frame. Error frames have a list of their own.
     */
    boolean wants(int from, int idWord, int size) {
        return size == frameSize && (index == 0 || index == from) && idWord == canId && !IdWord.isError(idWord);
    }

    void hear(MemorySegment memory, long offset, int from, int traffic, long at, long now, BcmVoice voice) {
        due = NEVER;
        stamp = at;
        heardOn = from;
        if (has(BcmFlag.RX_RTR_FRAME)) {
            transmit(voice.output());
            return;
        }
        if (has(BcmFlag.RX_FILTER_ID)) {
            update(0, memory, offset, traffic, now, voice);
        } else if (nframes == 1) {
            compare(0, memory, offset, traffic, now, voice);
        } else if (nframes > 1) {
            multiplex(memory, offset, traffic, now, voice);
        }
        if (!has(BcmFlag.RX_NO_AUTOTIMER) && ival1.nanos() != 0) {
            due = now + ival1.nanos();
        }
    }

    /** The mask of the multiplexer is in the first frame; the first 8 bytes of the others are what it stands at. */
    private void multiplex(MemorySegment memory, long offset, int traffic, long now, BcmVoice voice) {
        long multiplexer = data(frames, 0, 0);
        for (int i = 1; i < nframes; i++) {
            if ((multiplexer & data(memory, offset, 0)) == (multiplexer & data(frames, (long) i * frameSize, 0))) {
                compare(i, memory, offset, traffic, now, voice);
                return;
            }
        }
    }

    private static long data(MemorySegment memory, long frame, int at) {
        return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, frame + FrameLayout.OFFSET_DATA + at);
    }

    /** bcm_rx_cmp_to_index(). */
    private void compare(int i, MemorySegment memory, long offset, int traffic, long now, BcmVoice voice) {
        long place = (long) i * frameSize;
        boolean changed = (flagsOf(place) & RECEIVED) == 0;
        int length = FrameLayout.length(memory, offset);
        for (int at = 0; !changed && at < length; at += Long.BYTES) {
            long relevant = data(frames, place, at);
            changed = (relevant & data(memory, offset, at)) != (relevant & data(last, place, at));
        }
        if (changed || (has(BcmFlag.RX_CHECK_DLC) && length != FrameLayout.length(last, place))) {
            update(i, memory, offset, traffic, now, voice);
        }
    }

    /** bcm_rx_update_and_send(). */
    private void update(int i, MemorySegment memory, long offset, int traffic, long now, BcmVoice voice) {
        long place = (long) i * frameSize;
        MemorySegment.copy(memory, offset, last, place, frameSize);
        flags(place, (flagsOf(place) & FRAMES_OWN) | RECEIVED | THROTTLED | traffic);
        if (ival2.nanos() == 0) {
            changed(place, voice);
        } else if (throttleDue == NEVER) {
            if (told && now - toldAt < ival2.nanos()) {
                throttleDue = toldAt + ival2.nanos();
            } else {
                changed(place, voice);
                told = true;
                toldAt = now;
            }
        }
    }

    private void changed(long place, BcmVoice voice) {
        int kept = flagsOf(place) & ~THROTTLED;
        flags(place, kept);
        voice.changed(this, last, place, kept & FRAMES_OWN, heardOn, (kept & LOCAL) != 0, (kept & OWN) != 0, stamp);
    }

    private int flagsOf(long place) {
        return Byte.toUnsignedInt(last.get(ValueLayout.JAVA_BYTE, place + FrameLayout.OFFSET_FLAGS));
    }

    private void flags(long place, int value) {
        last.set(ValueLayout.JAVA_BYTE, place + FrameLayout.OFFSET_FLAGS, (byte) value);
    }

    /** How a frame came: {@link #hear}'s {@code traffic}. */
    static int traffic(boolean local, boolean own) {
        return (local ? LOCAL : 0) | (own ? OWN : 0);
    }

    /** bcm_rx_thr_flush(): whether anything was held back. */
    private boolean flush(BcmVoice voice) {
        boolean any = false;
        for (int i = nframes > 1 ? 1 : 0; i < Math.max(1, nframes); i++) {
            long place = (long) i * frameSize;
            if ((flagsOf(place) & THROTTLED) != 0) {
                changed(place, voice);
                any = true;
            }
        }
        return any;
    }

    @Override
    int source() {
        return heardOn;
    }

    /** Goes on from where another was, as if nothing had been received yet. */
    void resume(BcmHead head) {
        ival1 = head.ival1();
        ival2 = head.ival2();
    }

    @Override
    long due() {
        return Math.min(due, throttleDue);
    }

    @Override
    void run(long now, BcmVoice voice) {
        if (throttleDue <= now) {
            if (flush(voice)) {
                throttleDue += (1 + (now - throttleDue) / ival2.nanos()) * ival2.nanos(); // hrtimer_forward_now()
            } else {
                told = false;
                throttleDue = NEVER;
            }
        }
        if (due <= now) {
            due = NEVER;
            if (has(BcmFlag.RX_ANNOUNCE_RESUME)) {
                last.asSlice(0, (long) nframes * frameSize).fill((byte) 0); // none, with RX_FILTER_ID
            }
            voice.tell(this, BcmOpcode.RX_TIMEOUT, heardOn);
        }
    }
}
