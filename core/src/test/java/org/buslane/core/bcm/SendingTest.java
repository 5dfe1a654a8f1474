package org.buslane.core.bcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.core.bcm.Bench.MS;
import static org.buslane.core.bcm.Bench.head;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel does, call for call, is bcmtest's to say; here are times to the nanosecond, and what is kept. */
class SendingTest {
    private static final int CYCLIC = BcmFlag.SETTIMER | BcmFlag.STARTTIMER;

    private final Bench bench = new Bench();

    private int setUp(int flags, int count, long first, long then, String... frames) {
        return bench.write(head(BcmOpcode.TX_SETUP, flags, 0x100, count, first, then, frames.length), frames);
    }

    @Test
    void aFrameGoesOutAtOnceAndThenByTheClock() {
        assertThat(setUp(CYCLIC, 0, 0, 10 * MS, "100#01")).isZero();
        assertThat(bench.said()).containsExactly("1 100#01");

        bench.pass(10 * MS - 1);
        assertThat(bench.said()).isEmpty();
        bench.pass(1);
        assertThat(bench.said()).containsExactly("1 100#01");
        bench.pass(100 * MS);
        assertThat(bench.said()).hasSize(10);
    }

    @Test
    void wakingLateDoesNotAddUpAndIsNotMadeUpFor() {
        setUp(CYCLIC, 0, 0, 10 * MS, "100#01");
        long begin = bench.now();

        bench.oversleep(13 * MS);
        assertThat(bench.socket().due()).isEqualTo(begin + 20 * MS);
        bench.oversleep(40 * MS);
        assertThat(bench.said()).hasSize(3);
        assertThat(bench.socket().due()).isEqualTo(bench.now() + 10 * MS);
    }

    @Test
    void theCountIsOfTheFirstIntervalAndItsEndIsToldOf() {
        setUp(CYCLIC | BcmFlag.TX_COUNTEVT, 3, 10 * MS, 50 * MS, "100#01");

        bench.pass(20 * MS);
        assertThat(bench.said()).containsExactly("1 100#01", "1 100#01", "0 told 9 100 left 0", "1 100#01");
        bench.pass(49 * MS);
        assertThat(bench.said()).isEmpty();
        bench.pass(MS);
        assertThat(bench.said()).containsExactly("1 100#01");
    }

    @Test
    void severalFramesTakeTurns() {
        setUp(CYCLIC, 0, 0, 10 * MS, "100#01", "200#02");

        bench.pass(20 * MS);

        assertThat(bench.said()).containsExactly("1 100#01", "1 200#02", "1 100#01");
    }

    @Test
    void whatIsKeptIsWhereItWas() {
        MemorySegment kept = MemorySegment.ofArray(new long[512]);
        setUp(CYCLIC, 5, 10 * MS, 50 * MS, "100#01", "200#02");
        bench.socket().save(kept);
        bench.pass(15 * MS);
        bench.socket().saveProgress(kept);
        bench.said();

        bench.takeOver(kept);
        assertThat(bench.socket().isConnected()).isTrue();
        bench.pass(5 * MS);

        assertThat(bench.said()).containsExactly("1 100#01");
        bench.write(head(BcmOpcode.TX_READ, 0, 0x100, 0, 0, 0, 0));
        assertThat(bench.said()).containsExactly("0 told 8 100 left 2 100#01 200#02");
    }

    @Test
    void whatHasNoRoomIsNotKept() {
        MemorySegment kept = MemorySegment.ofArray(new long[32]);
        bench.write(head(BcmOpcode.TX_SETUP, CYCLIC, 0x100, 0, 0, 10 * MS, 1), "100#01");
        bench.write(
                head(BcmOpcode.TX_SETUP, CYCLIC, 0x101, 0, 0, 10 * MS, 8),
                "101#",
                "101#",
                "101#",
                "101#",
                "101#",
                "101#",
                "101#",
                "101#");
        bench.write(head(BcmOpcode.RX_SETUP, 0, 0x102, 0, 0, 0, 0));
        bench.socket().save(kept);
        bench.said();

        bench.takeOver(kept);
        bench.pass(10 * MS);

        assertThat(bench.said()).containsExactly("1 100#01");
        bench.hear(1, "102#55");
        assertThat(bench.said()).containsExactly("1 told 12 102 left 0 102#55");
    }

    @Test
    void memoryOfAnotherKindKeepsNothing() {
        bench.takeOver(MemorySegment.ofArray(new long[512]));

        assertThat(bench.socket().isConnected()).isFalse();
    }

    @Test
    void aLaneHasSoMuchMemoryAndNoMore() {
        bench.most(1000);
        assertThat(setUp(0, 0, 0, 0, "100#01")).isZero();
        assertThat(bench.write(head(BcmOpcode.RX_SETUP, CYCLIC, 0x200, 0, 0, 0, 0)))
                .isZero();
        assertThat(bench.write(head(BcmOpcode.RX_SETUP, CYCLIC, 0x201, 0, 0, 0, 0)))
                .isZero();
        assertThat(bench.write(head(BcmOpcode.RX_SETUP, CYCLIC, 0x202, 0, 0, 0, 0)))
                .isEqualTo(BcmError.ENOMEM);

        bench.write(head(BcmOpcode.RX_DELETE, 0, 0x200, 0, 0, 0, 0));
        assertThat(bench.write(head(BcmOpcode.RX_SETUP, CYCLIC, 0x202, 0, 0, 0, 0)))
                .isZero();
        bench.socket().close();
        assertThat(bench.taken()).isZero();
    }

    @Test
    void aSocketHasSoManyTasksAndNoMore() {
        int error = BcmError.NONE;
        int tasks = 0;
        while (error == BcmError.NONE) {
            tasks++;
            error = bench.write(head(BcmOpcode.RX_SETUP, 0, tasks, 0, 0, 0, 0));
        }

        assertThat(error).isEqualTo(BcmError.ENOMEM);
        assertThat(tasks).isEqualTo(1025);
    }

    @Test
    void ofVeryManyThatAreDueSomeWaitForTheNextTurnAndNoneIsForgotten() {
        for (int id = 0; id < 600; id++) {
            bench.write(head(BcmOpcode.TX_SETUP, CYCLIC, id, 0, 0, 10 * MS, 1), "%03X#".formatted(id));
        }
        bench.said();

        bench.oversleep(11 * MS);
        List<String> first = bench.said();
        assertThat(first).hasSizeLessThan(300);
        assertThat(bench.socket().due()).isLessThan(bench.now());

        List<String> all = new ArrayList<>(first);
        while (bench.socket().due() < bench.now()) {
            bench.oversleep(0);
            all.addAll(bench.said());
        }
        assertThat(all).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void whoIsAlwaysDueLeavesOthersTheirTurn() {
        for (int id = 0; id < 300; id++) {
            bench.write(head(BcmOpcode.TX_SETUP, CYCLIC, id, 0, 0, 1000, 1), "%03X#".formatted(id));
        }
        bench.said();

        List<String> all = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            bench.oversleep(MS);
            all.addAll(bench.said());
        }
        assertThat(all.stream().distinct()).hasSize(300);
    }

    @Test
    void whatThereIsRoomForGoesOnAlsoIfThereIsNoneForTheRest() {
        MemorySegment kept = MemorySegment.ofArray(new long[512]);
        setUp(CYCLIC, 0, 0, 10 * MS, "100#01");
        bench.write(head(BcmOpcode.RX_SETUP, 0, 0x200, 0, 0, 0, 0));
        bench.socket().save(kept);
        bench.said();
        bench.most(300);

        bench.takeOver(kept);
        bench.pass(10 * MS);

        assertThat(bench.said()).containsExactly("1 100#01");
    }

    @Test
    void anInterfaceThatIsGoneGetsNothing() {
        assertThat(bench.socket().gone(2)).isFalse();
        assertThat(bench.socket().gone(1)).isTrue();

        assertThat(setUp(CYCLIC, 0, 0, 10 * MS, "100#01")).isEqualTo(BcmError.ENOTCONN);
    }
}
