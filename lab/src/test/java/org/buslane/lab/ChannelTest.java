package org.buslane.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.linux.LinuxException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelTest {
    private final Arena arena = Arena.ofAuto();
    private final Channel channel = new Channel("a test's");
    private final FakeGuest guest = new FakeGuest(channel);

    @AfterEach
    void nothingIsLeft() {
        channel.close();
    }

    @Test
    void bytesAreReadHoweverTheyCame() {
        MemorySegment four = arena.allocate(4);
        guest.send((byte) 'a').send("bcde".getBytes(US_ASCII)).send((byte) 'f');

        assertThat(channel.read()).isEqualTo('a');
        assertThat(channel.read(four, 4)).isTrue();
        assertThat(four.toArray(ValueLayout.JAVA_BYTE)).isEqualTo("bcde".getBytes(US_ASCII));
        assertThat(channel.read()).isEqualTo('f');
    }

    @Test
    void aByteIsNoNumberBelowZero() {
        guest.send((byte) 0xff);

        assertThat(channel.read()).isEqualTo(0xff);
    }

    @Test
    void whatWasSentBeforeTheEndIsStillRead() {
        MemorySegment two = arena.allocate(2);
        guest.send((byte) 'a', (byte) 'b');
        channel.passed();

        assertThat(channel.read()).isEqualTo('a');
        assertThat(channel.read(two, 2)).isFalse();
        assertThat(channel.read()).isEqualTo(-1);
        assertThat(channel.read()).isEqualTo(-1);
    }

    /** The kernel then has ECONNRESET behind what was sent, in place of the end. */
    @Test
    void aGuestThatLeavesAnAnswerUnreadIsAtItsEndToo() {
        channel.write(answer('d', "unread"));
        guest.send((byte) 'a');
        channel.passed();

        assertThat(channel.read()).isEqualTo('a');
        assertThat(channel.read()).isEqualTo(-1);
    }

    @Test
    void anAnswerIsAHeadAndWhatIsBehindIt() {
        channel.write(answer('f', "frames"));

        FakeGuest.Answer answer = guest.answer();
        assertThat(answer.kind()).isEqualTo('f');
        assertThat(answer.data()).isEqualTo("frames".getBytes(US_ASCII));
        assertThat(guest.hasNothing()).isTrue();
    }

    @Test
    void nothingCanBeAnsweredToAGuestThatIsGone() {
        channel.passed();

        assertThatThrownBy(() -> channel.write(answer('d', "x")))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("EPIPE")
                .hasMessageContaining("a test's");
    }

    @Test
    void theChannelIsQuietWhileTheGuestIsThereAndSaysNothing() {
        assertThat(channel.isQuietFor(1)).isTrue();
        channel.passed();
        assertThat(channel.isQuietFor(1)).isFalse();
    }

    @Test
    void closingItEndsWhoReads() throws Exception {
        int[] read = {0};
        Thread reader = Thread.ofPlatform().start(() -> read[0] = channel.read());
        channel.close();
        reader.join();

        assertThat(read[0]).isEqualTo(-1);
    }

    private MemorySegment answer(char kind, String text) {
        MemorySegment answer = arena.allocate(Channel.HEAD + Channel.CHUNK, 8);
        MemorySegment.copy(text.getBytes(US_ASCII), 0, answer, ValueLayout.JAVA_BYTE, Channel.HEAD, text.length());
        return Channel.answered(answer, (byte) kind, text.length());
    }
}
