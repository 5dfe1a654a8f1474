package org.buslane.linux.can;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not CAN's own, over unix sockets: they keep frames apart, too, and any kernel has them. */
class CanDataPathTest {
    private static final int FRAMES = 8;

    private final Arena arena = Arena.ofConfined();
    private final UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test");
    private final Descriptor left = pair.left().descriptor();
    private final Descriptor right = pair.right().descriptor();
    private final CanOutbox outbox = new CanOutbox(arena);
    private final CanInbox inbox = new CanInbox(arena);
    private final FrameBatch sent = batch();
    private final FrameBatch received = batch();

    private FrameBatch batch() {
        FrameBatch batch = new FrameBatch(
                arena.allocate(FrameBatch.CAPACITY * (long) FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);
        batch.count(FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            batch.memory().set(ValueLayout.JAVA_INT, batch.offset(i), i);
            batch.size(i, i % 2 == 0 ? FrameLayout.CLASSIC_SIZE : FrameLayout.FD_SIZE);
        }
        return batch;
    }

    @AfterEach
    void close() {
        pair.close();
        arena.close();
    }

    @Test
    void partOfABatchArrivesFromSlotZeroOnWithItsSizes() {
        assertThat(outbox.send(left, sent, 3, 6)).isEqualTo(3);
        assertThat(inbox.receive(right, received)).isEqualTo(3);
        assertThat(received.count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(received.idWord(i)).isEqualTo(3 + i);
            assertThat(received.size(i)).isEqualTo(sent.size(3 + i));
        }
        assertThat(inbox.receive(right, received)).isEqualTo(-Errno.EAGAIN);
        assertThat(received.count()).isZero();
    }

    @Test
    void anotherBatchIsFilledWhereItStands() {
        FrameBatch other = batch();
        outbox.send(left, sent, 0, 1);
        inbox.receive(right, received);
        outbox.send(left, sent, 5, 6);
        inbox.receive(right, other);
        assertThat(received.idWord(0)).isZero();
        assertThat(other.idWord(0)).isEqualTo(5);
    }

    @Test
    void whereOneDoesNotGoSendingEndsWithWhy() {
        int before = 0;
        while (outbox.send(left, sent, 0, FRAMES) == FRAMES) {
            before++;
        }
        assertThat(before).isPositive();
        assertThat(outbox.end()).isEqualTo(SendEnd.BUFFER_FULL);
        assertThat(outbox.errno()).isEqualTo(Errno.EAGAIN);
        inbox.receive(right, received);
        assertThat(outbox.send(left, sent, 0, 1)).isEqualTo(1);
        assertThat(outbox.end()).isEqualTo(SendEnd.ALL_SENT);
        assertThat(outbox.errno()).isZero();
    }

    @Test
    void aBatchEachWayMakesNoObject() {
        assertThat(Allocation.fewestBytes(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        require(outbox.send(left, sent, 0, FRAMES) == FRAMES);
                        require(inbox.receive(right, received) == FRAMES);
                        require(inbox.having(MessageFlags.CONFIRM) == 0 && inbox.stamp(1) == 0);
                        require(inbox.receive(right, received) < 0
                                && inbox.drops().total() == 0);
                    }
                }))
                .isZero();
    }

    /** AssertJ allocates. */
    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("a call did not do what it should");
        }
    }
}
