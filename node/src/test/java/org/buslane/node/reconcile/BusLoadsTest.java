package org.buslane.node.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.junit.jupiter.api.Test;

class BusLoadsTest {
    private static final int CAN = 280;
    private static final long SECOND = 1_000_000_000;

    private final BusLoads loads = new BusLoads();

    private static Link counted(long frames, long bytes) {
        return new Link(
                3,
                "can0",
                Optional.of("can"),
                CAN,
                1,
                16,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                10,
                new LinkStatistics(frames, 0, bytes, 0, 0, 0, 0, 0));
    }

    private Link sample(long frames, long bytes, long at) {
        Link link = counted(frames, bytes);
        loads.sample(List.of(link), at);
        return link;
    }

    @Test
    void aBusIsAsBusyAsItWasInTheLastSecond() {
        sample(0, 0, 0);
        Link link = sample(1000, 8000, SECOND);
        assertThat(loads.framesPerSecond(link)).isEqualTo(1000);
        // 1000 frames of 47 + 64 bits in a second.
        assertThat(loads.percent(link, 500_000)).hasValue(22);
    }

    @Test
    void ofABusWithoutABitRateNothingIsSaid() {
        sample(0, 0, 0);
        assertThat(loads.percent(sample(10, 10, SECOND), 0)).isEmpty();
    }

    @Test
    void whatWasSeenOnceIsNotBusy() {
        assertThat(loads.framesPerSecond(sample(1000, 8000, SECOND))).isZero();
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        sample(0, 0, 0);
        sample(9000, 0, SECOND);
        sample(9000, 0, 3 * SECOND);
        assertThat(loads.framesPerSecond(sample(9000, 0, 4 * SECOND))).isZero();
    }
}
