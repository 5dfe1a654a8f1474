package org.buslane.virtual.client;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.Mapping;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.wire.InterfaceTable;
import org.buslane.virtual.wire.InterfaceTable.Entry;
import org.buslane.virtual.wire.Trailer;

/**
 * A {@link BusSocket} for a thread that never waits for it, in place of its receive and send. Used by one thread;
 * nothing is allocated for a frame.
 */
public final class BusPoll implements AutoCloseable {
    /** What a slot of a batch that is received into takes at least. */
    public static final int STRIDE = FrameLayout.XL_MAX_SIZE + Trailer.SIZE;

    private final BusSocket socket;
    private final Mapping mapping;
    private final InterfaceTable table;
    private final Arena arena = Arena.ofShared();
    private final MessageVector inbox = vector();
    private final MessageVector outbox = vector();
    private boolean hasEnded;
    private int drops;
    private int errno;

    /** @param socket bound, and with its options; closed with this one */
    public BusPoll(BusSocket socket) {
        this.socket = socket;
        this.mapping = socket.table();
        this.table = new InterfaceTable(mapping.memory());
    }

    private MessageVector vector() {
        return new MessageVector(
                arena.allocate(MessageVector.byteSize(FrameBatch.CAPACITY, 1, 0), 8), FrameBatch.CAPACITY, 1, 0);
    }

    /** Readable when there is something to {@link #receive}, writable when there is room to {@link #send}. */
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    /** The lane's interface of this name as it is now. */
    public Optional<Entry> named(String name) {
        return table.named(name);
    }

    /**
     * Takes what waits, up to 64 records, each with the time when the gateway took it. That the interface went down or is
     * gone is such a record, too, and left out here: {@link #named} tells of it.
     *
     * @param into with slots of {@link #STRIDE} bytes at least
     * @return how many frames
     */
    public int receive(FrameBatch into) {
        into.count(0);
        if (hasEnded) {
            return 0;
        }
        if (into.stride() < STRIDE) {
            throw new IllegalArgumentException("slots of %d bytes, not of %d".formatted(STRIDE, into.stride()));
        }
        long memory = into.memory().address();
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            inbox.iovec(i, 0, memory + into.offset(i), STRIDE);
        }
        int records = inbox.receive(socket.descriptor(), 0, FrameBatch.CAPACITY, MessageFlags.DONTWAIT);
        if (records <= 0) {
            // ECONNRESET: the gateway left with unread data. What it wrote before comes after this.
            hasEnded = records != -Errno.EAGAIN && records != -Errno.ECONNRESET;
            return 0;
        }
        int frames = 0;
        for (int i = 0; i < records && !hasEnded; i++) {
            int length = inbox.length(i);
            hasEnded = length == 0;
            if (length > Trailer.SIZE) {
                take(into, i, frames++, length);
            }
        }
        into.count(frames);
        return frames;
    }

    private void take(FrameBatch into, int record, int place, int length) {
        MemorySegment memory = into.memory();
        if (record != place) {
            MemorySegment.copy(memory, into.offset(record), memory, into.offset(place), length);
        }
        into.size(place, length - Trailer.SIZE);
        long trailer = into.offset(place) + length - Trailer.SIZE;
        into.arrival(place, Trailer.stamp(memory, trailer));
        drops = Trailer.drops(memory, trailer);
    }

    /** Frames lost to this socket, in 32 bits that begin again at 0. */
    public int drops() {
        return drops;
    }

    /**
     * Sends frames in order until one does not go.
     *
     * @return how many went; {@link #errno} says why no more did
     */
    public int send(FrameBatch batch, int from, int to) {
        long memory = batch.memory().address();
        for (int i = from; i < to; i++) {
            outbox.iovec(i, 0, memory + batch.offset(i), batch.size(i));
        }
        int next = from;
        errno = 0;
        while (next < to && errno == 0) {
            int sent = outbox.send(socket.descriptor(), next, to - next, MessageFlags.DONTWAIT);
            errno = sent < 0 ? -sent : 0;
            next += Math.max(sent, 0);
        }
        if (errno != 0 && errno != Errno.EAGAIN && errno != Errno.EMSGSIZE) {
            hasEnded = true;
        }
        return next - from;
    }

    /** Why the last {@link #send} ended; 0 if all went. */
    public int errno() {
        return errno;
    }

    /** Whether the gateway is gone. */
    public boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public void close() {
        socket.close();
        mapping.close();
        arena.close();
    }
}
