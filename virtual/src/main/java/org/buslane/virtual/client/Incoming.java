package org.buslane.virtual.client;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.wire.Trailer;

/** Where a {@link BusSocket} receives: frames with their trailers. Nothing is allocated for a frame. */
final class Incoming {
    private static final int STRIDE = FrameLayout.XL_MAX_SIZE + Trailer.SIZE + 4;

    private final MessageVector vector;
    private final FrameBatch batch;
    private int pending;

    Incoming(Arena arena) {
        MemorySegment memory = arena.allocate((long) FrameBatch.CAPACITY * STRIDE, 8);
        batch = new FrameBatch(memory, STRIDE);
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(FrameBatch.CAPACITY, 1, 0), 8), FrameBatch.CAPACITY, 1, 0);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            vector.iovec(i, 0, memory.address() + batch.offset(i), STRIDE);
        }
    }

    FrameBatch receive(Descriptor socket, String name) {
        int count = pending != 0 ? -pending : vector.receive(socket, 0, FrameBatch.CAPACITY, MessageFlags.WAITFORONE);
        pending = 0;
        int frames = 0;
        while (frames < count && vector.length(frames) > Trailer.SIZE) {
            batch.size(frames, vector.length(frames) - Trailer.SIZE);
            frames++;
        }
        if (frames < count || count <= 0) {
            int errno = count < 0 ? -count : count == 0 ? Errno.ENETDOWN : errorOf(frames);
            if (frames == 0) {
                throw new LinuxException(
                        "receive", name, new Errno(errno == Errno.ECONNRESET ? Errno.ENETDOWN : errno));
            }
            pending = errno;
        }
        batch.count(frames);
        return batch;
    }

    /** What record {@code i}, which is no frame, says: an event, or the end of the connection. */
    private int errorOf(int i) {
        return vector.length(i) == Trailer.SIZE ? Trailer.error(batch.memory(), batch.offset(i)) : Errno.ENETDOWN;
    }

    int index(int i) {
        return Trailer.index(batch.memory(), trailer(i));
    }

    long stamp(int i) {
        return Trailer.stamp(batch.memory(), trailer(i));
    }

    int drops(int i) {
        return Trailer.drops(batch.memory(), trailer(i));
    }

    private long trailer(int i) {
        return batch.offset(i) + batch.size(i);
    }
}
