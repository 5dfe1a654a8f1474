package org.buslane.linux.can;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/** Receives frames into a batch, and keeps what came beside them until the next call. */
final class CanInbox {
    private final MessageVector vector;
    private final MemorySegment names;
    private final ByteBuffer namesView;
    private final DropCount drops = new DropCount();
    private MemorySegment target = MemorySegment.NULL;
    private int stride;
    private int used;

    CanInbox(Arena arena) {
        int control = MessageVector.arrivalBytes();
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(FrameBatch.CAPACITY, 1, control), 8),
                FrameBatch.CAPACITY,
                1,
                control);
        names = arena.allocate((long) FrameBatch.CAPACITY * CanAddress.SIZE, 8);
        namesView = Kernel.view(names);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            vector.name(i, names.address() + (long) i * CanAddress.SIZE, CanAddress.SIZE);
        }
    }

    /** @return how many frames, or a negative errno */
    int receive(Descriptor socket, FrameBatch batch) {
        aimAt(batch);
        for (int i = 0; i < used; i++) {
            vector.rearm(i);
        }
        int received = vector.receive(socket, 0, FrameBatch.CAPACITY, MessageFlags.DONTWAIT);
        used = Math.max(received, 0);
        batch.count(used);
        for (int i = 0; i < used; i++) {
            batch.size(i, vector.length(i));
        }
        if (used > 0) {
            drops.saw(vector.drops(used - 1));
        }
        return received;
    }

    /** Owners keep to one batch or two: usually the messages already point there. */
    private void aimAt(FrameBatch batch) {
        if (batch.memory() == target && batch.stride() == stride) {
            return;
        }
        target = batch.memory();
        stride = batch.stride();
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            vector.iovec(i, 0, target.address() + (long) stride * i, stride);
        }
    }

    /** A bit for each frame that has this flag. */
    long having(int flag) {
        long set = 0;
        for (int i = 0; i < used; i++) {
            set |= (vector.flags(i) & flag) != 0 ? 1L << i : 0;
        }
        return set;
    }

    int interfaceIndex(int frame) {
        return CanAddress.interfaceIndex(namesView, frame * CanAddress.SIZE);
    }

    long stamp(int frame) {
        return vector.stamp(frame);
    }

    DropCount drops() {
        return drops;
    }
}
