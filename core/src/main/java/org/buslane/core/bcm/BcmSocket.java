package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;

/**
 * A CAN_BCM socket: {@code struct bcm_sock} of net/can/bcm.c. Owned by one thread; hearing a frame allocates
 * nothing. An error is 0 or a positive errno.
 */
public final class BcmSocket {
    /** MAX_NFRAMES. */
    private static final int MOST_FRAMES = 256;

    /** Tasks each way: every frame is compared with all that receive. A kernel has no such bound. */
    private static final int MOST_TASKS = 1024;

    /**
     * Tasks that {@link #run} has go at once: no more than the gateway's queue has room for, and others have their turn
     * before the rest.
     */
    private static final int MOST_AT_ONCE = 128;

    /** Room that {@link BcmVoice} needs: a head and 257 FD frames. */
    public static final int SCRATCH = BcmHead.SIZE + (MOST_FRAMES + 1) * FrameLayout.FD_SIZE;

    private final BcmOutput output;
    private final BcmVoice voice;
    private final List<SendTask> sending = new ArrayList<>();
    private final List<ReceiveTask> receiving = new ArrayList<>();
    private boolean connected;
    private int index;
    private long due = BcmTask.NEVER;
    private int used;

    /** Where {@link #run} goes on: receiving tasks come behind those that send. */
    private int next;

    /** @param scratch {@link #SCRATCH} bytes for what is told; native if the output needs that */
    public BcmSocket(BcmOutput output, MemorySegment scratch) {
        this.output = output;
        this.voice = new BcmVoice(output, scratch);
    }

    public boolean isConnected() {
        return connected;
    }

    /** The interface it is connected to; 0 is every one. */
    public int index() {
        return index;
    }

    /** bcm_connect(). */
    public int connect(int interfaceIndex) {
        if (connected) {
            return BcmError.EISCONN;
        }
        if (interfaceIndex != 0 && !output.has(interfaceIndex)) {
            return BcmError.ENODEV;
        }
        connected = true;
        index = interfaceIndex;
        return BcmError.NONE;
    }

    /** Where a program sent a message to by sendto(). */
    public sealed interface Address {
        /** Nowhere in particular. */
        record None() implements Address {}

        /** An address that is short or of another family. */
        record Bad() implements Address {}

        record Interface(int index) implements Address {}
    }

    /** Bytes of the last message that were of use: what write() returns. Frames that nobody asked for are not. */
    public int used() {
        return used;
    }

    /** bcm_sendmsg(): the program wrote {@code message}, which may be any bytes. */
    public int write(MemorySegment message, Address address, long now) {
        if (!connected) {
            return BcmError.ENOTCONN;
        }
        if (message.byteSize() < BcmHead.SIZE) {
            return BcmError.EINVAL;
        }
        int to = index;
        if (index == 0 && address instanceof Address.Bad) {
            return BcmError.EINVAL;
        }
        if (index == 0 && address instanceof Address.Interface(int given)) {
            if (given != 0 && !output.has(given)) {
                return BcmError.ENODEV;
            }
            to = given;
        }
        BcmHead head = BcmHead.read(message, 0);
        if ((message.byteSize() - BcmHead.SIZE) % head.frameSize() != 0) {
            return BcmError.EINVAL;
        }
        used = BcmHead.SIZE;
        int error = write(head, message, to, now);
        reckon();
        return error;
    }

    private int write(BcmHead head, MemorySegment message, int to, long now) {
        return switch (head.opcode()) {
            case BcmOpcode.TX_SETUP -> setUpSending(head, message, to, now);
            case BcmOpcode.RX_SETUP -> setUpReceiving(head, message, to, now);
            case BcmOpcode.TX_DELETE -> delete(sending, head, to);
            case BcmOpcode.RX_DELETE -> delete(receiving, head, to);
            case BcmOpcode.TX_READ -> status(sending, BcmOpcode.TX_STATUS, head, to);
            case BcmOpcode.RX_READ -> status(receiving, BcmOpcode.RX_STATUS, head, to);
            case BcmOpcode.TX_SEND -> send(head, message, to);
            default -> BcmError.EINVAL;
        };
    }

    /** bcm_tx_setup(). */
    private int setUpSending(BcmHead head, MemorySegment message, int to, long now) {
        if (to == 0) {
            return BcmError.ENODEV;
        }
        if (head.frames() < 1 || head.frames() > MOST_FRAMES || hasBadTimes(head)) {
            return BcmError.EINVAL;
        }
        used += head.frames() * head.frameSize();
        int at = find(sending, head, to);
        if (at >= 0) {
            SendTask task = sending.get(at);
            if (head.frames() > task.nframes) {
                return BcmError.E2BIG;
            }
            int error = task.fill(head, message);
            if (error == BcmError.NONE) {
                task.begin(head, now, output);
            }
            return error;
        }
        if (sending.size() == MOST_TASKS || !output.take(SendTask.bytes(head))) {
            return BcmError.ENOMEM;
        }
        SendTask task = new SendTask(head, to);
        int error = task.fill(head, message);
        if (error != BcmError.NONE) {
            output.give(task.bytes());
            return error;
        }
        sending.add(task);
        task.begin(head, now, output);
        return BcmError.NONE;
    }

    /** bcm_rx_setup(). */
    private int setUpReceiving(BcmHead asked, MemorySegment message, int from, long now) {
        // Without frames only the id counts, and with RX_FILTER_ID no frame does.
        BcmHead head = asked.frames() == 0 || asked.has(BcmFlag.RX_FILTER_ID) ? asked.forIdOnly() : asked;
        if (head.frames() < 0 || head.frames() > MOST_FRAMES + 1 || isBadAnswer(head) || hasBadTimes(head)) {
            return BcmError.EINVAL;
        }
        used += head.frames() * head.frameSize();
        int at = find(receiving, head, from);
        if (at >= 0) {
            ReceiveTask task = receiving.get(at);
            if (head.frames() > task.nframes) {
                return BcmError.E2BIG;
            }
            int error = task.fill(head, message);
            if (error == BcmError.NONE) {
                task.begin(head, now, voice);
            }
            return error;
        }
        if (receiving.size() == MOST_TASKS || !output.take(ReceiveTask.bytes(head))) {
            return BcmError.ENOMEM;
        }
        ReceiveTask task = new ReceiveTask(head, from);
        int error = task.fill(head, message);
        if (error != BcmError.NONE) {
            output.give(task.bytes());
            return error;
        }
        receiving.add(task);
        task.begin(head, now, voice);
        return BcmError.NONE;
    }

    private static boolean isBadAnswer(BcmHead head) {
        return head.has(BcmFlag.RX_RTR_FRAME) && (head.frames() != 1 || !head.isRemote());
    }

    private static boolean hasBadTimes(BcmHead head) {
        return head.has(BcmFlag.SETTIMER)
                && !(head.ival1().isValid() && head.ival2().isValid());
    }

    private int send(BcmHead head, MemorySegment message, int to) {
        if (head.frames() != 1 || message.byteSize() != BcmHead.SIZE + head.frameSize()) {
            return BcmError.EINVAL;
        }
        if (to == 0) {
            return BcmError.ENODEV;
        }
        used += head.frameSize();
        return output.send(to, message, BcmHead.SIZE, head.frameSize());
    }

    private <T extends BcmTask> int delete(List<T> tasks, BcmHead head, int at) {
        int found = find(tasks, head, at);
        if (found < 0) {
            return BcmError.EINVAL;
        }
        output.give(tasks.remove(found).bytes());
        return BcmError.NONE;
    }

    private <T extends BcmTask> int status(List<T> tasks, int opcode, BcmHead head, int at) {
        int found = find(tasks, head, at);
        if (found < 0) {
            return BcmError.EINVAL;
        }
        voice.status(tasks.get(found), opcode, tasks.get(found).source());
        return BcmError.NONE;
    }

    private static <T extends BcmTask> int find(List<T> tasks, BcmHead head, int at) {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).isOf(head, at)) {
                return i;
            }
        }
        return -1;
    }

    /** Which of the selected frames {@link #hear} would heed. */
    public long wanted(FrameBatch batch, long selected, int from) {
        long wanted = 0;
        for (long rest = receiving.isEmpty() ? 0 : selected; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            for (int j = 0; j < receiving.size(); j++) {
                if (receiving.get(j).wants(from, batch.idWord(i), batch.size(i))) {
                    wanted |= 1L << i;
                    break;
                }
            }
        }
        return wanted;
    }

    /** Frames from the interface {@code from}; {@code own}: this very socket sent them. */
    public void hear(FrameBatch batch, long selected, int from, boolean local, boolean own, long now) {
        int traffic = ReceiveTask.traffic(local, own);
        for (long rest = selected; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            for (int j = 0; j < receiving.size(); j++) {
                ReceiveTask task = receiving.get(j);
                if (task.wants(from, batch.idWord(i), batch.size(i))) {
                    task.hear(batch.memory(), batch.offset(i), from, traffic, batch.arrival(i), now, voice);
                }
            }
        }
        reckon();
    }

    /** When {@link #run} has something to do; Long.MAX_VALUE is never. */
    public long due() {
        return due;
    }

    /** Has those go that are due; of very many some are left, and {@link #due} stays in the past. */
    public void run(long now) {
        int tasks = sending.size() + receiving.size();
        int ran = 0;
        for (int i = 0; i < tasks && ran < MOST_AT_ONCE; i++) {
            next = next + 1 < tasks ? next + 1 : 0;
            BcmTask task = next < sending.size() ? sending.get(next) : receiving.get(next - sending.size());
            if (task.due() <= now) {
                task.run(now, voice);
                ran++;
            }
        }
        reckon();
    }

    private void reckon() {
        long nearest = BcmTask.NEVER;
        for (int i = 0; i < sending.size(); i++) {
            nearest = Math.min(nearest, sending.get(i).due());
        }
        for (int i = 0; i < receiving.size(); i++) {
            nearest = Math.min(nearest, receiving.get(i).due());
        }
        due = nearest;
    }

    /**
     * NETDEV_UNREGISTER in bcm_notify(): what it was to send there stays, and sends nothing.
     *
     * @return whether it was connected to this very interface, and is not any more
     */
    public boolean gone(int interfaceIndex) {
        if (!connected || index != interfaceIndex) {
            return false;
        }
        connected = false;
        index = 0;
        return true;
    }

    /** Lets go of everything. */
    public void close() {
        sending.forEach(task -> output.give(task.bytes()));
        receiving.forEach(task -> output.give(task.bytes()));
        sending.clear();
        receiving.clear();
        due = BcmTask.NEVER;
    }

    /** What {@link #restore} goes on with. */
    public void save(MemorySegment memory) {
        BcmKeep.save(memory, connected, index, sending, receiving);
    }

    /** Writes how far each has come since {@link #save} into the same memory. */
    public void saveProgress(MemorySegment memory) {
        BcmKeep.saveProgress(memory, sending);
        BcmKeep.saveProgress(memory, receiving);
    }

    /** On a new socket: goes on with what another one saved, as far as it had room. */
    public void restore(MemorySegment memory, long now) {
        BcmKeep.Kept kept = BcmKeep.read(memory);
        connected = kept.connected();
        index = kept.index();
        for (BcmKeep.Entry entry : kept.entries()) {
            int bytes = entry.sends() ? SendTask.bytes(entry.head()) : ReceiveTask.bytes(entry.head());
            if (!output.take(bytes)) {
                break;
            }
            if (entry.sends()) {
                sending.add(entry.sendTask());
            } else {
                receiving.add(entry.receiveTask(now));
            }
        }
        reckon();
    }
}
