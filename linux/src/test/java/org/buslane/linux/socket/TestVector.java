package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.buslane.linux.Descriptor;

/** A vector with one buffer of 64 bytes for each message, and words for tests that read and fill them. */
final class TestVector {
    static final int SLOT = 64;

    final MessageVector vector;
    final MemorySegment payload;

    TestVector(Arena arena, int messages, int controlBytes) {
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(messages, 1, controlBytes), 8), messages, 1, controlBytes);
        payload = arena.allocate((long) messages * SLOT, 8);
        for (int i = 0; i < messages; i++) {
            vector.iovec(i, 0, payload.address() + (long) i * SLOT, SLOT);
        }
    }

    TestVector(Arena arena, int messages) {
        this(arena, messages, 0);
    }

    void put(int message, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, payload, JAVA_BYTE, (long) message * SLOT, bytes.length);
        vector.iovec(message, 0, payload.address() + (long) message * SLOT, bytes.length);
    }

    String text(int message) {
        return new String(
                payload.asSlice((long) message * SLOT, vector.length(message)).toArray(JAVA_BYTE),
                StandardCharsets.US_ASCII);
    }

    int send(Descriptor socket, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            put(i, texts[i]);
        }
        return vector.send(socket, 0, texts.length, MessageFlags.DONTWAIT);
    }

    int receive(Descriptor socket) {
        return vector.receive(socket, 0, vector.messages(), MessageFlags.DONTWAIT);
    }
}
