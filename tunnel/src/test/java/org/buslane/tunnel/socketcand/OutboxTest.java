package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final LineDouble line = new LineDouble();
    private final Ledger sent = Ledger.onHeap();

    @Test
    void whatWaitsGoesInItsOrderAndFramesAreCountedOnceTheyAreWhole() {
        try (Outbox outbox = new Outbox(16 * 1024)) {
            add(outbox, "< ok >", 0);
            add(outbox, "< frame 1 >", 1);
            line.room = 10;
            assertThat(outbox.write(line, sent)).isEqualTo(10);
            assertThat(sent.delivered()).isZero();
            assertThat(outbox.write(line, sent)).isEqualTo(-Errno.EAGAIN);

            line.room = 100;
            assertThat(outbox.write(line, sent)).isEqualTo(7);
            assertThat(line.taken).hasToString("< ok >< frame 1 >");
            assertThat(sent.delivered()).isEqualTo(1);
            assertThat(outbox.isEmpty()).isTrue();
        }
    }

    @Test
    void thereIsABoundButForTheRestOfAFrame() {
        try (Outbox outbox = new Outbox(16 * 1024)) {
            int fitted = 0;
            while (add(outbox, "x".repeat(100), 1)) {
                fitted++;
            }
            assertThat(fitted).isEqualTo(163);
            outbox.addRest(text("rest"), 0, 4);
            assertThat(outbox.bytes()).isEqualTo(16_304);
            assertThat(outbox.frames()).isEqualTo(164);

            outbox.clear(sent);
            assertThat(sent.dropped(DropReason.GONE)).isEqualTo(164);
        }
    }

    @Test
    void whateverIsTakenEveryFrameIsCountedOnce() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder expected = new StringBuilder();
        try (Outbox outbox = new Outbox(16 * 1024)) {
            for (int i = 0; i < 20_000; i++) {
                String text = "<" + "y".repeat(random.nextInt(200)) + ">";
                int frames = random.nextInt(3);
                sent.in(frames);
                if (add(outbox, text, frames)) {
                    expected.append(text);
                } else {
                    sent.dropped(DropReason.QUEUE_FULL, frames);
                }
                line.room = random.nextInt(200);
                if (!outbox.isEmpty()) {
                    outbox.write(line, sent);
                }
                assertThat(sent.in())
                        .as("seed %d", seed)
                        .isEqualTo(sent.delivered() + sent.dropped(DropReason.QUEUE_FULL) + outbox.frames());
            }
            line.room = Integer.MAX_VALUE;
            while (!outbox.isEmpty()) {
                outbox.write(line, sent);
            }
        }
        assertThat(line.taken.toString()).as("seed %d", seed).isEqualTo(expected.toString());
        assertThat(sent.account()).as("seed %d", seed).matches(Account::isBalanced);
    }

    private static boolean add(Outbox outbox, String text, int frames) {
        return outbox.add(text(text), 0, text.length(), frames);
    }

    private static MemorySegment text(String text) {
        return Arena.ofAuto().allocateFrom(text);
    }
}
