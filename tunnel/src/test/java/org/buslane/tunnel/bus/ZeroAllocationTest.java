package org.buslane.tunnel.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.can.SendEnd;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while a bus with two tunnels turns: it waits in
 * epoll, receives full batches which both tunnels hear, one says as many frames, which go out with expiries and pauses of
 * a device that is full now and then, and which the other hears.
 */
@Timeout(300)
class ZeroAllocationTest {
    private static final int TURNS = 500;

    /** Of 64 frames each, as fast as they are asked for. */
    private static final class Source implements BusPort {
        private final EventFd event = new EventFd();
        private final Optional<Descriptor> descriptor = Optional.of(event.descriptor());
        private long calls;

        Source() {
            event.signal();
        }

        @Override
        public String name() {
            return "can0";
        }

        @Override
        public PortState state() {
            return PortState.UP;
        }

        @Override
        public String note() {
            return "";
        }

        @Override
        public int mtu() {
            return FrameLayout.FD_SIZE;
        }

        @Override
        public Optional<Descriptor> descriptor() {
            return descriptor;
        }

        @Override
        public int receive(FrameBatch batch) {
            int frames = calls++ % 3 == 0 ? 10 : FrameBatch.CAPACITY;
            batch.count(frames);
            for (int i = 0; i < frames; i++) {
                batch.size(i, FrameLayout.CLASSIC_SIZE);
                batch.memory().set(ValueLayout.JAVA_INT, batch.offset(i), 0x100 + i);
            }
            return frames;
        }

        @Override
        public long dropped() {
            return calls;
        }

        @Override
        public long droppedUntilNow() {
            return calls;
        }

        @Override
        public int send(FrameBatch batch, int from, int to) {
            return calls % 5 == 0 ? 0 : to - from;
        }

        @Override
        public SendEnd sendEnd() {
            return calls % 5 == 0 ? SendEnd.BUFFER_FULL : SendEnd.ALL_SENT;
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(long now) {}

        @Override
        public void close() {
            event.close();
        }
    }

    /** Says what it hears, some of it for a short time only, and is due again and again. */
    private static final class Echo implements Tunnel {
        private final BusSide side;
        private final boolean speaks;
        private long due;

        Echo(BusSide side, EventFd event, boolean speaks) {
            this.side = side;
            this.speaks = speaks;
            side.watch(event.descriptor(), Epoll.IN);
        }

        @Override
        public void hear(FrameBatch batch, long selected, Ledger heard) {
            heard.delivered(Long.bitCount(selected));
            for (long left = selected; speaks && left != 0; left &= left - 1) {
                MemorySegment memory = batch.memory();
                int i = Long.numberOfTrailingZeros(left);
                side.say(memory, batch.offset(i), batch.size(i), i % 7 == 0 ? side.now() : Long.MAX_VALUE);
            }
        }

        @Override
        public void drained() {
            due = side.now() + 100_000;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run(long now) {
            due = now + 1_000;
        }

        @Override
        public void ready(int events) {}

        @Override
        public TunnelReport report() {
            return new TunnelReport(true, "", "", List.of());
        }

        @Override
        public void close() {}
    }

    @Test
    void aFrameAllocatesNothing() {
        try (EventFd event = new EventFd();
                EventFd other = new EventFd();
                BusLoop loop = new BusLoop(new Source(), BusClock.real(), () -> {})) {
            event.signal();
            loop.open(new TunnelSpec("speaks", "can0", new Kind(event, true)));
            loop.open(new TunnelSpec("hears", "can0", new Kind(other, false)));

            long bytes = Allocation.fewestBytes(() -> {
                for (int i = 0; i < TURNS; i++) {
                    loop.turn(0);
                }
            });

            assertThat(bytes).isZero();
            BusReport report = loop.report();
            assertThat(report.heard().delivered()).isGreaterThan(TURNS);
            assertThat(report.said().delivered()).isPositive();
            assertThat(report.said().dropped(DropReason.OVER_AGE)).isPositive();
            assertThat(report.said().in() - report.waiting())
                    .isEqualTo(report.said().delivered() + report.said().dropped());
            assertThat(report.tunnels().getLast().heard().delivered())
                    .isEqualTo(report.heard().delivered() + report.said().delivered());
        }
    }

    private record Kind(EventFd event, boolean speaks) implements TunnelKind {
        @Override
        public String words() {
            return "an echo";
        }

        @Override
        public Tunnel open(BusSide side) {
            return new Echo(side, event, speaks);
        }
    }
}
