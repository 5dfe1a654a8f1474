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
    private int next;
    private int count;
    private volatile boolean ended;

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
        if (next == count) {
            int received = vector.receive(socket, 0, FrameBatch.CAPACITY, MessageFlags.WAITFORONE);
            if (received <= 0) {
                ended = received == 0;
                throw failed(received == 0 || -received == Errno.ECONNRESET ? Errno.ENETDOWN : -received, name);
            }
            next = 0;
            count = received;
        }
        int length = vector.length(next);
        if (length == 0) {
            ended = true;
            throw failed(Errno.ENETDOWN, name); // the end, and it stays the end
        }
        if (length <= Trailer.SIZE) {
            int errno = Trailer.error(batch.memory(), batch.offset(next));
            next++;
            throw failed(errno, name);
        }
        batch.count(takeFrames());
        return batch;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Frames up to an event or the end, from slot 0 on; what is behind waits for the next call. */
    private int takeFrames() {
        int frames = 0;
        while (next < count && vector.length(next) > Trailer.SIZE) {
            int length = vector.length(next);
            if (next != frames) {
                MemorySegment.copy(batch.memory(), batch.offset(next), batch.memory(), batch.offset(frames), length);
            }
            batch.size(frames, length - Trailer.SIZE);
            frames++;
            next++;
        }
        return frames;
    }

    private static LinuxException failed(int errno, String name) {
        return new LinuxException("receive", name, new Errno(errno));
    }

    int index(int i) {
        return Trailer.index(batch.memory(), trailer(i));
    }

    long stamp(int i) {
        return Trailer.stamp(batch.memory(), trailer(i));
    }

    boolean local(int i) {
        return (Trailer.flags(batch.memory(), trailer(i)) & Trailer.LOCAL) != 0;
    }

    int drops(int i) {
        return Trailer.drops(batch.memory(), trailer(i));
    }

    private long trailer(int i) {
        return batch.offset(i) + batch.size(i);
    }
}
