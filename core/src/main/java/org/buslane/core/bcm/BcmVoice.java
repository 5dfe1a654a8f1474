package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;

/** Puts together what a program is told: bcm_send_to_user(). Allocates nothing for a frame. */
final class BcmVoice {
    private final BcmOutput output;
    private final MemorySegment scratch;
    private final MemorySegment bare;
    private final MemorySegment classic;
    private final MemorySegment fd;

    /** @param scratch room for a head and 257 FD frames */
    BcmVoice(BcmOutput output, MemorySegment scratch) {
        this.output = output;
        this.scratch = scratch;
        this.bare = scratch.asSlice(0, BcmHead.SIZE);
        this.classic = scratch.asSlice(0, BcmHead.SIZE + FrameLayout.CLASSIC_SIZE);
        this.fd = scratch.asSlice(0, BcmHead.SIZE + FrameLayout.FD_SIZE);
    }

    BcmOutput output() {
        return output;
    }

    private void head(BcmTask task, int opcode, int frames) {
        BcmHead.write(scratch, 0, opcode, task.flags, task.count, task.ival1, task.ival2, task.canId, frames);
    }

    /** A message without a frame. */
    void tell(BcmTask task, int opcode, int from) {
        head(task, opcode, 0);
        output.tell(bare, from, false, false, 0);
    }

    /** RX_CHANGED. */
    void changed(
            BcmTask task,
            MemorySegment frame,
            long offset,
            int flags,
            int from,
            boolean local,
            boolean own,
            long stamp) {
        head(task, BcmOpcode.RX_CHANGED, 1);
        MemorySegment.copy(frame, offset, scratch, BcmHead.SIZE, task.frameSize);
        scratch.set(ValueLayout.JAVA_BYTE, BcmHead.SIZE + FrameLayout.OFFSET_FLAGS, (byte) flags);
        output.tell(task.frameSize == FrameLayout.FD_SIZE ? fd : classic, from, local, own, stamp);
    }

    /** TX_STATUS or RX_STATUS. */
    void status(BcmTask task, int opcode, int from) {
        head(task, opcode, task.nframes);
        int bytes = task.nframes * task.frameSize;
        MemorySegment.copy(task.frames, 0, scratch, BcmHead.SIZE, bytes);
        if (task.nframes == 1) {
            long at = BcmHead.SIZE + FrameLayout.OFFSET_FLAGS;
            scratch.set(ValueLayout.JAVA_BYTE, at, (byte) (scratch.get(ValueLayout.JAVA_BYTE, at) & 0x0f));
        }
        output.tell(scratch.asSlice(0, BcmHead.SIZE + bytes), from, false, false, 0);
    }
}
