package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.buslane.linux.socket.UnixSocket;
import org.junit.jupiter.api.Test;

class OutputFeedTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final AtomicInteger broken = new AtomicInteger();

    /** What pass.c sends: the head's kind, a byte unused, the length in 16 bits, the bytes. */
    private static void send(Channel channel, char kind, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(Channel.HEAD + bytes.length, 8);
            record.set(ValueLayout.JAVA_BYTE, 0, (byte) kind);
            record.set(ValueLayout.JAVA_SHORT, 2, (short) bytes.length);
            MemorySegment.copy(bytes, 0, record, ValueLayout.JAVA_BYTE, Channel.HEAD, bytes.length);
            new UnixSocket(channel.guestsEnd()).send(record, List.of(), 0);
        }
    }

    private static byte answer(Channel channel) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment byteOrNone = arena.allocate(1);
            assertThat(new UnixSocket(channel.guestsEnd())
                            .receive(byteOrNone, 0, 0)
                            .length())
                    .isEqualTo(1);
            return byteOrNone.get(ValueLayout.JAVA_BYTE, 0);
        }
    }

    private OutputFeed feed(Channel channel, OutputStream to) {
        return new OutputFeed(channel, to, errors, broken::incrementAndGet);
    }

    @Test
    void outputAndErrorsGoWhereTheyBelongAndTheEndIsAnswered() {
        try (Channel channel = new Channel("a test's")) {
            send(channel, 'o', "out\0\n".getBytes(UTF_8));
            send(channel, 'e', "err".getBytes(UTF_8));
            send(channel, 'o', "more".getBytes(UTF_8));
            send(channel, 'x', new byte[0]);

            feed(channel, output).run();

            assertThat(output.toString(UTF_8)).isEqualTo("out\0\nmore");
            assertThat(errors.toString(UTF_8)).isEqualTo("err");
            assertThat(answer(channel)).isEqualTo((byte) 'x');
            assertThat(broken).hasValue(0);
        }
    }

    @Test
    void aRecordMayBeAsLongAsItsHeadCanSay() {
        byte[] longest = new byte[0xffff];
        longest[0xfffe] = 1;
        try (Channel channel = new Channel("a test's")) {
            send(channel, 'o', longest);
            send(channel, 'x', new byte[0]);

            feed(channel, output).run();

            assertThat(output.toByteArray()).isEqualTo(longest);
        }
    }

    @Test
    void aGuestThatIsGoneIsTheEnd() {
        try (Channel channel = new Channel("a test's")) {
            send(channel, 'o', "all there was".getBytes(UTF_8));
            channel.passed();

            feed(channel, output).run();

            assertThat(output.toString(UTF_8)).isEqualTo("all there was");
            assertThat(broken).hasValue(0);
        }
    }

    @Test
    void nobodyReadingEndsTheGuest() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Channel channel = new Channel("a test's")) {
            send(channel, 'o', "unread".getBytes(UTF_8));

            feed(channel, closed).run();

            assertThat(broken).hasValue(1);
        }
    }
}
