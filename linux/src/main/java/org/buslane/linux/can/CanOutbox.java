package org.buslane.linux.can;

import java.lang.foreign.Arena;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/** Sends frames where they stand. */
final class CanOutbox {
    private final MessageVector vector;
    private int errno;
    private SendEnd end = SendEnd.ALL_SENT;

    CanOutbox(Arena arena) {
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(FrameBatch.CAPACITY, 1, 0), 8), FrameBatch.CAPACITY, 1, 0);
    }

    /**
     * Sends until one does not go. After some messages sendmmsg keeps the error of the next to itself, so that one
     * is tried once more: what comes of it then is what counts.
     */
    int send(Descriptor socket, FrameBatch batch, int from, int to) {
        long memory = batch.memory().address();
        for (int i = from; i < to; i++) {
            vector.iovec(i, 0, memory + batch.offset(i), batch.size(i));
        }
        int next = from;
        while (next < to) {
            int sent = vector.send(socket, next, to - next, MessageFlags.DONTWAIT);
            if (sent < 0) {
                errno = -sent;
                end = SendEnd.of(sent);
                return next - from;
            }
            next += sent;
        }
        errno = 0;
        end = SendEnd.ALL_SENT;
        return next - from;
    }

    SendEnd end() {
        return end;
    }

    int errno() {
        return errno;
    }
}
