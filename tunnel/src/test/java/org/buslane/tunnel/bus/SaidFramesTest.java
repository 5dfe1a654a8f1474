package org.buslane.tunnel.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Property;
import org.buslane.linux.Epoll;
import org.junit.jupiter.api.Test;

class SaidFramesTest {
    private final MemorySegment memory = Arena.ofAuto().allocate(FrameLayout.XL_MAX_SIZE, 8);
    private final FrameBatch batch =
            new FrameBatch(Arena.ofAuto().allocate((long) Hearing.STRIDE * FrameBatch.CAPACITY, 8), Hearing.STRIDE);

    /** Of every size, so that they go round many times and end anywhere. */
    @Test
    void whatWentInComesOutInItsOrder() {
        Property.holds(20, random -> random.nextLong(), seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            SaidFrames said = new SaidFrames();
            Deque<Frame> model = new ArrayDeque<>();
            try (Epoll epoll = new Epoll(1);
                    BusLoop loop = new BusLoop(new PortDouble(), BusClock.real(), () -> {})) {
                TunnelSeat seat = new TunnelSeat(new TunnelDouble().named("a"), 7, loop, epoll);
                for (int i = 0; i < 3000; i++) {
                    Frame frame = Frames.any().next(random);
                    int size = FrameStruct.write(frame, memory, 0);
                    if (said.add(seat, memory, 0, size, Long.MAX_VALUE)) {
                        model.add(frame);
                    } else {
                        assertThat(said.count()).isGreaterThan(50);
                    }
                    if (random.nextInt(100) == 0) {
                        takeOut(said, model);
                    }
                }
                assertThat(said.count()).isEqualTo(model.size()).isLessThanOrEqualTo(SaidFrames.CAPACITY);
            }
        });
    }

    private void takeOut(SaidFrames said, Deque<Frame> model) {
        said.copyTo(batch, 0);
        for (int i = 0; i < batch.count(); i++) {
            assertThat(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i)))
                    .isEqualTo(model.removeFirst());
            said.removeOldest();
        }
    }
}
