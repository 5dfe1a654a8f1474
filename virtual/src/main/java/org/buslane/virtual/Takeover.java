package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;

/**
 * What a killed gateway left half done: a copy of its journal and of the lengths that the kernel wrote,
 * made before the memory is laid out anew.
 */
final class Takeover {
    private final Journal journal;
    private final int[] received;
    private final int[] outgoing;

    Takeover(GatewayMemory memory) {
        MemorySegment left = memory.journal();
        MemorySegment copy = MemorySegment.ofArray(new long[(int) (left.byteSize() / Long.BYTES)]);
        journal = new Journal(copy.copyFrom(left.asSlice(0, copy.byteSize())));
        received = lengths(memory.inboxHeaders());
        outgoing = lengths(memory.outboxHeaders());
    }

    /** struct mmsghdr is a struct msghdr of 56 bytes, then msg_len; 64 bytes in all. */
    private static int[] lengths(MemorySegment headers) {
        int[] lengths = new int[FrameBatch.CAPACITY];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = headers.get(ValueLayout.JAVA_INT, 64L * i + 56);
        }
        return lengths;
    }

    Journal journal() {
        return journal;
    }

    /** Records in the inbox. */
    int count() {
        return leading(received, FrameBatch.CAPACITY);
    }

    /** The length of a record in the inbox. */
    int length(int record) {
        return received[record];
    }

    /** Whether judged records may not have reached everyone. */
    boolean isPublishing() {
        return journal.until() > journal.done();
    }

    /** How many of the frames for the port being served went out. */
    int sent() {
        return leading(outgoing, Long.bitCount(journal.frames()));
    }

    private static int leading(int[] lengths, int limit) {
        int count = 0;
        while (count < limit && lengths[count] != 0) {
            count++;
        }
        return count;
    }
}
