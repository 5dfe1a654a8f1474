package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a socket in memory that outlives its process. It says that it is whole while it is: who is
 * killed over it leaves nothing rather than half of it.
 *
 * <pre>
 * 0 whole:u32  4 connected:u32  8 index:u32
 * 16 for each task  0 length:u32 (0: the end)  4 index:u32  8 due:i64  16 count:u32  20 current:u32
 *                   24 struct bcm_msg_head  80 frames
 * </pre>
 */
final class BcmKeep {
    private static final int WHOLE = 0x4d434231; // "1BCM"
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final int CONNECTED = 4;
    private static final int INDEX = 8;
    private static final int TASKS = 16;
    private static final int TASK_INDEX = 4;
    private static final int DUE = 8;
    private static final int COUNT = 16;
    private static final int CURRENT = 20;
    private static final int HEAD = 24;
    private static final int FRAMES = HEAD + BcmHead.SIZE;

    private BcmKeep() {}

    /** A socket as it was kept. */
    record Kept(boolean connected, int index, List<Entry> entries) {
        private static final Kept NOTHING = new Kept(false, 0, List.of());
    }

    /** A task as it was kept. */
    record Entry(BcmHead head, int index, long due, int current, MemorySegment message) {
        boolean sends() {
            return head.opcode() == BcmOpcode.TX_SETUP;
        }

        SendTask sendTask() {
            SendTask task = new SendTask(head, index);
            task.fill(head, message);
            task.resume(head);
            task.current = Math.clamp(current, 0, task.nframes - 1);
            task.due = due;
            return task;
        }

        /** Its timer begins anew: what was received meanwhile nobody knows. */
        ReceiveTask receiveTask(long now) {
            ReceiveTask task = new ReceiveTask(head, index);
            task.fill(head, message);
            task.resume(head);
            task.due = due == BcmTask.NEVER ? due : now + task.ival1.nanos();
            return task;
        }
    }

    /** Tasks that do not fit any more are left out. */
    static void save(
            MemorySegment memory,
            boolean connected,
            int index,
            List<? extends BcmTask> sending,
            List<? extends BcmTask> receiving) {
        INT.setRelease(memory, 0L, 0);
        memory.set(ValueLayout.JAVA_INT, CONNECTED, connected ? 1 : 0);
        memory.set(ValueLayout.JAVA_INT, INDEX, index);
        long at = TASKS;
        at = save(memory, at, BcmOpcode.TX_SETUP, sending);
        at = save(memory, at, BcmOpcode.RX_SETUP, receiving);
        memory.set(ValueLayout.JAVA_INT, at, 0);
        INT.setRelease(memory, 0L, WHOLE);
    }

    private static long save(MemorySegment memory, long from, int opcode, List<? extends BcmTask> tasks) {
        long at = from;
        for (BcmTask task : tasks) {
            int bytes = task.nframes * task.frameSize;
            int length = FRAMES + bytes;
            task.keptAt = -1;
            if (at + length + Long.BYTES <= memory.byteSize()) {
                task.keptAt = at;
                memory.set(ValueLayout.JAVA_INT, at, length);
                memory.set(ValueLayout.JAVA_INT, at + TASK_INDEX, task.index);
                BcmHead.write(
                        memory,
                        at + HEAD,
                        opcode,
                        task.flags,
                        task.count,
                        task.ival1,
                        task.ival2,
                        task.canId,
                        task.nframes);
                MemorySegment.copy(task.frames, 0, memory, at + FRAMES, bytes);
                saveProgress(memory, task);
                at += length;
            }
        }
        return at;
    }

    static void saveProgress(MemorySegment memory, List<? extends BcmTask> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            saveProgress(memory, tasks.get(i));
        }
    }

    private static void saveProgress(MemorySegment memory, BcmTask task) {
        if (task.keptAt >= 0) {
            memory.set(ValueLayout.JAVA_LONG, task.keptAt + DUE, task.due);
            memory.set(ValueLayout.JAVA_INT, task.keptAt + COUNT, task.count);
            memory.set(ValueLayout.JAVA_INT, task.keptAt + CURRENT, task.current);
        }
    }

    static Kept read(MemorySegment memory) {
        if ((int) INT.getAcquire(memory, 0L) != WHOLE) {
            return Kept.NOTHING;
        }
        List<Entry> entries = new ArrayList<>();
        long at = TASKS;
        int length = memory.get(ValueLayout.JAVA_INT, at);
        while (length != 0) {
            BcmHead head = BcmHead.read(memory, at + HEAD);
            entries.add(new Entry(
                    head.withCount(memory.get(ValueLayout.JAVA_INT, at + COUNT)),
                    memory.get(ValueLayout.JAVA_INT, at + TASK_INDEX),
                    memory.get(ValueLayout.JAVA_LONG, at + DUE),
                    memory.get(ValueLayout.JAVA_INT, at + CURRENT),
                    memory.asSlice(at + HEAD, length - HEAD)));
            at += length;
            length = memory.get(ValueLayout.JAVA_INT, at);
        }
        return new Kept(
                memory.get(ValueLayout.JAVA_INT, CONNECTED) != 0, memory.get(ValueLayout.JAVA_INT, INDEX), entries);
    }
}
