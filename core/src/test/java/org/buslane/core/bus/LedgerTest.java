package org.buslane.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void balancesWhenEveryFrameIsDeliveredOrDroppedForAReason() {
        Ledger ledger = Ledger.onHeap();
        ledger.in(10);
        ledger.delivered(6);
        ledger.dropped(DropReason.QUEUE_FULL, 3);

        assertThat(ledger.account().isBalanced()).isFalse();

        ledger.dropped(DropReason.UNWANTED, 1);

        assertThat(ledger.account().isBalanced()).isTrue();
        assertThat(ledger.account().dropped()).isEqualTo(4);
        assertThat(ledger.account().lost()).isEqualTo(3);
        assertThat(ledger.account()).hasToString("in 10 = delivered 6 + unwanted 1 + queue_full 3");
    }

    @Test
    void continuesTheCountsThatStandInItsMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64 + Ledger.SIZE, 8);
            new Ledger(memory, 64).dropped(DropReason.DENIED, 7);

            Ledger continued = new Ledger(memory, 64);
            continued.dropped(DropReason.DENIED, 1);

            assertThat(continued.dropped(DropReason.DENIED)).isEqualTo(8);
        }
    }

    @Test
    void takesOverTheCountsOfAPortThatHasGone() {
        Ledger gone = Ledger.onHeap();
        gone.in(3);
        gone.delivered(2);
        gone.dropped(DropReason.GONE, 1);
        Ledger lane = Ledger.onHeap();
        lane.in(1);
        lane.delivered(1);

        lane.addAll(gone.account());

        assertThat(lane.account()).isEqualTo(gone.account().plus(one()));
        assertThat(lane.account().isBalanced()).isTrue();
    }

    @Test
    void goesBackToCountsThatWereSaved() {
        Ledger ledger = Ledger.onHeap();
        ledger.in(3);
        Account before = ledger.account();
        MemorySegment saved = MemorySegment.ofArray(new long[Ledger.SIZE / Long.BYTES]);
        ledger.save(saved, 0);
        ledger.delivered(3);

        ledger.restore(saved, 0);

        assertThat(ledger.account()).isEqualTo(before);
    }

    private static Account one() {
        Ledger ledger = Ledger.onHeap();
        ledger.in(1);
        ledger.delivered(1);
        return ledger.account();
    }
}
