package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
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
            vector.length(i, 0);
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
            kind(i);
        }
    }

    int length(int record) {
        return vector.length(record);
    }

    boolean isTruncated(int record) {
        return (vector.flags(record) & MessageFlags.TRUNC) != 0;
    }

    /** What a record is; the frame in it, if it is one, is the batch's from then on. */
    ProgramRecord kind(int record) {
        int size = length(record);
        batch.size(record, size);
        if (isTruncated(record)) {
            return ProgramRecord.RUBBISH;
        }
        ProgramRecord kind = ProgramRecord.at(memory, batch.offset(record), size);
        if (kind == ProgramRecord.ADDRESSED) {
            // The record stays as it came, for a later gateway to judge anew.
            batch.frame(record, ProgramRecord.ADDRESS_SIZE, size - ProgramRecord.ADDRESS_SIZE);
        }
        return kind;
    }

    /** The interface that an addressed frame is for. */
    int address(int record) {
        return ProgramRecord.address(memory, batch.offset(record) - ProgramRecord.ADDRESS_SIZE);
    }

    /** Takes the first descriptor that came with a record, and drops any other; empty if none came. */
    Optional<Descriptor> takeDescriptor(int record, String what, Consumer<Descriptor> closer) {
        if (vector.descriptorCount(record) == 0) {
            return Optional.empty();
        }
        Descriptor first = Descriptor.adopt(vector.descriptor(record, 0), what);
        dropDescriptors(record, 1, closer);
        return Optional.of(first);
    }

    /** A stranger may pass descriptors with anything; those that nobody took have no use. */
    void dropDescriptors(Consumer<Descriptor> closer) {
        for (int record = 0; record < used; record++) {
            dropDescriptors(record, 0, closer);
        }
    }

    private void dropDescriptors(int record, int first, Consumer<Descriptor> closer) {
        int count = vector.descriptorCount(record);
        for (int i = first; i < count; i++) {
            closer.accept(Descriptor.adopt(vector.descriptor(record, i), "a stray descriptor"));
        }
        if (count != 0) {
            vector.forgetDescriptors(record);
        }
    }
}
