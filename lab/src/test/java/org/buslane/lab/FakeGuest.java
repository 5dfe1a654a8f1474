package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.buslane.linux.socket.Direction;
import org.buslane.linux.socket.UnixSocket;

/** The guest's end of a channel, as native/lab's programs use it. */
final class FakeGuest {
    private final UnixSocket socket;

    FakeGuest(Channel channel) {
        socket = new UnixSocket(channel.guestsEnd());
    }

    /** What the host says in one answer. */
    static final class Answer {
        private final char kind;
        private final byte[] data;

        private Answer(char kind, byte[] data) {
            this.kind = kind;
            this.data = data;
        }

        char kind() {
            return kind;
        }

        byte[] data() {
            return data;
        }
    }

    FakeGuest request() {
        return send(Channel.REQUEST);
    }

    FakeGuest send(byte... bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(bytes.length, 8);
            MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
            for (long done = 0; done < bytes.length; ) {
                done += socket.send(data.asSlice(done), List.of(), 0);
            }
        }
        return this;
    }

    /** A struct head and what is behind it. */
    FakeGuest record(char kind, byte... data) {
        return send(ByteBuffer.allocate(Channel.HEAD + data.length)
                .order(ByteOrder.nativeOrder())
                .put((byte) kind)
                .put((byte) 0)
                .putShort((short) data.length)
                .put(data)
                .array());
    }

    /** Waits for an answer. */
    Answer answer() {
        ByteBuffer head = ByteBuffer.wrap(receive(Channel.HEAD)).order(ByteOrder.nativeOrder());
        assertThat(head.get(1)).isZero();
        return new Answer((char) head.get(0), receive(Short.toUnsignedInt(head.getShort(2))));
    }

    private byte[] receive(int length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(1, length), 8);
            for (int done = 0; done < length; ) {
                int got =
                        socket.receive(data.asSlice(done, length - done), 0, 0).length();
                assertThat(got).as("bytes before the end").isPositive();
                done += got;
            }
            return data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Whether the host has said nothing that was not taken. */
    boolean hasNothing() {
        return socket.unread() == 0;
    }

    /** It is gone. */
    void leave() {
        if (socket.descriptor().isOpen()) {
            socket.shutdown(Direction.BOTH);
        }
    }
}
