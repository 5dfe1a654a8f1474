package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.wire.ProgramRecord;

/** What one receive brought: up to 64 records of one program. Owned by the gateway's thread. */
final class Inbox {
    private final MessageVector vector;
    private final MemorySegment memory;
    private final FrameBatch batch;
    private int used;

    Inbox(GatewayMemory gateway) {
        memory = gateway.inbox();
        batch = new FrameBatch(memory, GatewayMemory.INBOX_STRIDE);
        vector = new MessageVector(gateway.inboxHeaders(), FrameBatch.CAPACITY, 1, GatewayMemory.INBOX_CONTROL);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            vector.iovec(i, 0, memory.address() + batch.offset(i), ProgramRecord.MAX_SIZE);
        }
    }

    /** The records as a batch: sizes are set by {@link #kind} for those that are frames. */
    FrameBatch batch() {
        return batch;
    }

    /** @return how many records came, or a negative errno */
    int receive(Descriptor socket) {
        for (int i = 0; i < used; i++) {
            vector.rearm(i);
        }
        int count = vector.receive(socket, 0, FrameBatch.CAPACITY, MessageFlags.DONTWAIT);
        used = Math.max(count, 0);
        batch.count(used);
        return count;
    }

    /** All that was received is dealt with: a later gateway must not find it. */
    void clear() {
        for (int i = 0; i < used; i++) {
            vector.length(i, 0);
        }
    }

    /** Takes up records that an earlier gateway received: their bytes are here, their lengths it left. */
    void resume(Takeover left) {
        used = left.count();
        batch.count(used);
        for (int i = 0; i < used; i++) {
            vector.length(i, left.length(i));
            batch.size(i, left.length(i));
        }
    }

    int length(int record) {
        return vector.length(record);
    }

    boolean isTruncated(int record) {
        return (vector.flags(record) & MessageFlags.TRUNC) != 0;
    }

    ProgramRecord kind(int record) {
        int size = length(record);
        batch.size(record, size);
        return isTruncated(record) ? ProgramRecord.RUBBISH : ProgramRecord.at(memory, batch.offset(record), size);
    }

    /** The interface an addressed frame is for; the frame then stands in its slot like any other. */
    int takeAddress(int record) {
        long offset = batch.offset(record);
        int index = ProgramRecord.address(memory, offset);
        int size = length(record) - ProgramRecord.ADDRESS_SIZE;
        MemorySegment.copy(memory, offset + ProgramRecord.ADDRESS_SIZE, memory, offset, size);
        vector.length(record, size);
        batch.size(record, size);
        return index;
    }

    int descriptorCount(int record) {
        return vector.descriptorCount(record);
    }

    int descriptor(int record, int index) {
        return vector.descriptor(record, index);
    }
}
