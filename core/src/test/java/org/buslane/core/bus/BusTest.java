package org.buslane.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.junit.jupiter.api.Test;

class BusTest {
    private final List<String> heard = new ArrayList<>();
    private final Bus bus = new Bus("can0");
    private final FrameBatch batch = batch();
    private final Origin origin = new Origin() {
        @Override
        public Object host() {
            return bus;
        }

        @Override
        public boolean loopback() {
            return true;
        }
    };

    @Test
    void everyPortHearsInAscendingRankWhateverTheOrderOfAttaching() {
        for (int rank : new int[] {5, 1, 9, 3, 7}) {
            bus.attach(port(rank));
        }

        bus.publish(batch, 0b101, origin);

        assertThat(heard).containsExactly("1:5", "3:5", "5:5", "7:5", "9:5");
        assertThat(bus.published()).isEqualTo(2);
    }

    @Test
    void aDetachedPortHearsNothingMore() {
        Port leaving = port(2);
        bus.attach(port(1));
        bus.attach(leaving);
        bus.detach(leaving);
        bus.detach(leaving);

        bus.publish(batch, 1, origin);

        assertThat(heard).containsExactly("1:1");
    }

    @Test
    void anInterruptedDeliveryIsTakenUpAtItsRank() {
        bus.attach(port(1));
        bus.attach(port(4));
        bus.attach(port(6));

        bus.publish(batch, 1, origin, 4);

        assertThat(heard).containsExactly("4:1", "6:1");
    }

    @Test
    void theCountCanOutliveTheBus() {
        MemorySegment count = MemorySegment.ofArray(new long[] {40});
        Bus before = new Bus("can0", count);
        before.publish(batch, 0b11, origin);
        assertThat(before.published()).isEqualTo(42);

        Bus after = new Bus("can0", count);
        after.published(40);
        after.publish(batch, 0b11, origin, 4);

        assertThat(after.published()).isEqualTo(42);
    }

    @Test
    void nothingSelectedIsNothingDelivered() {
        bus.attach(port(1));

        bus.publish(batch, 0, origin);

        assertThat(heard).isEmpty();
    }

    @Test
    void twoPortsOfOneRankAreRefused() {
        bus.attach(port(1));

        assertThatThrownBy(() -> bus.attach(port(1)))
                .hasMessageContaining("can0")
                .hasMessageContaining("rank 1");
    }

    private Port port(int rank) {
        return new Port() {
            @Override
            public int rank() {
                return rank;
            }

            @Override
            public void deliver(FrameBatch frames, long selected, Origin from) {
                heard.add(rank + ":" + selected);
            }
        };
    }

    private static FrameBatch batch() {
        MemorySegment memory = Arena.ofAuto().allocate(80L * FrameBatch.CAPACITY);
        return new FrameBatch(memory, 80);
    }
}
