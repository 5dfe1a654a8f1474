package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.buslane.linux.TerminalSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalFeedTest {
    private static final Optional<TerminalSize> SMALL = size(24, 80);
    private static final Optional<TerminalSize> LARGE = size(60, 300);

    private final Channel channel = new Channel("a test's");
    private final FakeGuest guest = new FakeGuest(channel);

    @AfterEach
    void theChannelIsClosed() {
        channel.close();
    }

    private static Optional<TerminalSize> size(int rows, int columns) {
        return Optional.of(new TerminalSize((short) rows, (short) columns));
    }

    private Thread feed(Supplier<Optional<TerminalSize>> terminal) {
        return Thread.ofPlatform().start(new TerminalFeed(channel, terminal, 1));
    }

    /** Each at one look, the last at all that follow. */
    private static Supplier<Optional<TerminalSize>> looks(List<Optional<TerminalSize>> sizes) {
        Deque<Optional<TerminalSize>> left = new ArrayDeque<>(sizes);
        return () -> left.size() > 1 ? left.removeFirst() : left.getFirst();
    }

    /** A struct winsize. */
    private void assertTold(int rows, int columns) {
        FakeGuest.Answer answer = guest.request().answer();
        assertThat(answer.kind()).isEqualTo('w');
        assertThat(answer.data())
                .isEqualTo(ByteBuffer.allocate(8)
                        .order(ByteOrder.nativeOrder())
                        .putShort((short) rows)
                        .putShort((short) columns)
                        .array());
    }

    @Test
    void theFirstSizeIsToldAndThenEachThatIsAnother() {
        feed(looks(List.of(SMALL, SMALL, SMALL, LARGE, LARGE, SMALL)));

        assertTold(24, 80);
        assertTold(60, 300);
        assertTold(24, 80);
    }

    @Test
    void aTerminalThatHasNoSizeForAMomentHasTheNextOne() {
        feed(looks(List.of(SMALL, Optional.empty(), Optional.empty(), LARGE)));

        assertTold(24, 80);
        assertTold(60, 300);
    }

    @Test
    void theFeedEndsWithTheGuestThoughTheSizeNeverChanges() throws Exception {
        Thread feed = feed(looks(List.of(SMALL)));
        assertTold(24, 80);
        guest.request();
        guest.leave();
        feed.join();

        assertThat(guest.hasNothing()).isTrue();
    }
}
