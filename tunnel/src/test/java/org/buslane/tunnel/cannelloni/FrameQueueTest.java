package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private static final int MOST = Settings.LEAST_QUEUE;
    private static final long AGE = 6400;

    /** What one takes, and its bytes. */
    private static final String[] FRAMES = {
        "123#DEADBEEF", "12345678#1122", "123#R4", "123##5AABBCC", "7FF#", "123##1" + "55".repeat(64)
    };

    private final FrameBatch batch = Batches.of(FRAMES);
    private final Ledger counts = Ledger.onHeap();
    private final FrameQueue queue = new FrameQueue(Arena.ofAuto(), MOST, AGE);

    /** A frame in the model. */
    private record Waiting(String hex, long time) {}

    @Test
    void aStreamHasWholeFramesInOrderWhateverIsWrittenAndWhateverGrowsOld() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Waiting> model = new ArrayDeque<>();
        long now = 0;
        int half = 0; // bytes of the model's first frame that have been written
        for (int step = 0; step < 60_000; step++) {
            now += random.nextInt(60);
            queue.expire(now, counts);
            half = expire(model, half);
            boolean takesNothing = step / 1000 % 2 == 0;
            if (takesNothing || random.nextInt(100) < 60) {
                add(model, random.nextInt(FRAMES.length), now);
            } else if (!queue.isEmpty()) {
                int count = Math.min(queue.bytes(), 1 + random.nextInt(random.nextInt(20) == 0 ? MOST : 60));
                StringBuilder expected = new StringBuilder();
                model.forEach(frame -> expected.append(frame.hex()));
                assertThat(Words.hex(queue.memory(), queue.head(), count))
                        .isEqualTo(expected.substring(2 * half, 2 * (half + count)));
                queue.written(count, counts);
                half += count;
                while (!model.isEmpty() && half >= model.getFirst().hex().length() / 2) {
                    half -= model.removeFirst().hex().length() / 2;
                }
            }
            assertThat(queue.frames()).isEqualTo(model.size());
            // The others are younger, and what is half written may be of any age.
            long oldest = model.stream()
                    .skip(half > 0 ? 1 : 0)
                    .findFirst()
                    .map(Waiting::time)
                    .orElse(now);
            assertThat(now - oldest).isLessThan(AGE + AGE / 64);
        }
        queue.clear(counts);
        assertThat(counts.account().isBalanced()).isTrue();
        assertThat(counts.delivered()).isPositive();
        assertThat(counts.dropped(DropReason.OVER_AGE)).isPositive();
    }

    /** The model follows what was counted: those behind the one that is half written. */
    private int expire(Deque<Waiting> model, int half) {
        long gone = model.size() - (long) queue.frames();
        Deque<Waiting> kept = new ArrayDeque<>();
        if (half > 0) {
            kept.add(model.removeFirst());
        }
        for (long i = 0; i < gone; i++) {
            model.removeFirst();
        }
        kept.forEach(model::addFirst);
        return half;
    }

    private void add(Deque<Waiting> model, int index, long now) {
        int size = FrameCode.size(batch.memory(), batch.offset(index), batch.size(index));
        counts.in(1);
        if (queue.add(batch, index, size, now)) {
            model.addLast(new Waiting(hex(index), now));
        } else {
            assertThat(queue.bytes() + size).isGreaterThan(MOST);
            counts.dropped(DropReason.QUEUE_FULL, 1);
        }
    }

    private String hex(int index) {
        var memory = Words.memory(FrameCode.MOST + 8);
        int bytes = FrameCode.write(batch.memory(), batch.offset(index), batch.size(index), memory, 0);
        return Words.hex(memory, 0, bytes);
    }

    @Test
    void aFrameIsOldNoSoonerThanWasSaidAndLittleLater() {
        counts.in(1);
        queue.add(batch, 0, 9, 12_345);
        queue.expire(12_345 + AGE, counts);
        assertThat(queue.frames()).isEqualTo(1);
        assertThat(queue.due()).isBetween(12_345 + AGE + 1, 12_345 + AGE + AGE / 64);
        queue.expire(queue.due(), counts);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.due()).isEqualTo(Long.MAX_VALUE);
        assertThat(counts.account()).hasToString("in 1 = delivered 0 + over_age 1");
    }

    @Test
    void withoutAGreatestAgeNothingIsEverOld() {
        FrameQueue patient = new FrameQueue(Arena.ofAuto(), MOST, 0);
        patient.add(batch, 0, 9, 0);
        patient.expire(Long.MAX_VALUE - 1, counts);
        assertThat(patient.frames()).isEqualTo(1);
        assertThat(patient.due()).isEqualTo(Long.MAX_VALUE);
    }
}
