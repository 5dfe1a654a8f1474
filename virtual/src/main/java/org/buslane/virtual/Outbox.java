package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.wire.Trailer;

/**
 * Hands frames to one program after the other. A message is the frame where it was received plus its
 * trailer, so no frame is copied here; what two programs in turn have in common is laid out once. Owned
 * by the gateway's thread.
 */
final class Outbox {
    private static final int FLAGS = MessageFlags.DONTWAIT;

    private final MessageVector vector;
    private final MemorySegment trailers;
    private final FrameBatch batch;
    private long generation;
    private long frames;
    private int filled;
    private long stamp;
    private int index;
    private int flags;
    private int drops;

    /** For frames of {@code batch}. */
    Outbox(GatewayMemory gateway, FrameBatch batch) {
        this.batch = batch;
        trailers = gateway.trailers();
        vector = new MessageVector(gateway.outboxHeaders(), FrameBatch.CAPACITY, 2, 0);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            vector.iovec(i, 1, trailers.address() + (long) i * Trailer.SIZE, Trailer.SIZE);
        }
    }

    /** Lays out the trailers of the next {@link #send}: the same for each of its frames. */
    void trailer(int interfaceIndex, int trailerFlags, int lost) {
        if (interfaceIndex != index || trailerFlags != flags || lost != drops || batch.stamp() != stamp) {
            index = interfaceIndex;
            flags = trailerFlags;
            drops = lost;
            stamp = batch.stamp();
            filled = 0;
        }
    }

    /**
     * Lays out the frames of the next {@link #send} and forgets how far the last one came.
     *
     * @param sent that went out already, whose lengths stay
     */
    void frames(long selected, int sent) {
        int count = Long.bitCount(selected);
        if (selected != frames || batch.generation() != generation) {
            frames = selected;
            generation = batch.generation();
            long base = batch.memory().address();
            int message = 0;
            for (long rest = selected; rest != 0; rest &= rest - 1) {
                int slot = Long.numberOfTrailingZeros(rest);
                vector.iovec(message++, 0, base + batch.offset(slot), batch.size(slot));
            }
        }
        for (int message = sent; message < count; message++) {
            vector.length(message, 0);
        }
        for (; filled < count; filled++) {
            Trailer.write(trailers, (long) filled * Trailer.SIZE, index, flags, stamp, drops);
        }
    }

    /** Keeps how far an earlier gateway came, for one that may come after us. */
    void hold(Takeover left) {
        for (int message = 0; message < left.sent(); message++) {
            vector.length(message, 1);
        }
    }

    /**
     * Sends what was laid out, from message {@code first} on.
     *
     * @return how many went out, or a negative errno if not even one did
     */
    int send(Descriptor socket, int first) {
        return vector.send(socket, first, Long.bitCount(frames) - first, FLAGS);
    }
}
