package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.tunnel.socketcand.ModeBench.MS;
import static org.buslane.tunnel.socketcand.ModeBench.STAMP;

import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

class BcmModeTest {
    private final ModeBench bench =
            new ModeBench(Mode.BCM, side -> new BcmMode(side, new Scratch(), Limits.USUAL.interval()));

    private void command(String text) {
        assertThat(bench.command(text)).isTrue();
    }

    @Test
    void aFrameIsToldOfWithSpacedBytesAndTwoBlanksBehindThem() {
        command("< subscribe 0 0 123 >");
        command("< subscribe 0 0 12345678 >");

        bench.hear("123#DEADBEEF", "12345678#1122", "123#", "124#00");

        assertThat(bench.happened())
                .containsExactly(
                        "< frame 123 " + STAMP + " DE AD BE EF  >",
                        "< frame 12345678 " + STAMP + " 11 22  >",
                        "< frame 123 " + STAMP + "  >");
    }

    @Test
    void aJobSendsAtOnceAndThenByTheClockUntilItIsDeleted() {
        bench.timed();
        command("< add 0 100000 123 2 11 22 >");
        bench.pass(250 * MS);
        command("< update 123 3 33 44 55 >");
        bench.pass(100 * MS);
        command("< delete 123 >");
        bench.pass(1000 * MS);

        assertThat(bench.happened()).containsExactly("0 123#1122", "100 123#1122", "200 123#1122", "300 123#334455");
        assertThat(bench.mode().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aJobOfAMicrosecondSendsAsOftenAsTheLimitHasIt() {
        command("< add 0 1 123 1 11 >");
        bench.pass(10 * MS);

        assertThat(bench.happened()).hasSize(101).containsOnly("123#11");
    }

    @Test
    void aJobAtTheLimitIsLeftAlone() {
        command("< add 0 100 123 1 11 >");
        bench.pass(MS);
        assertThat(bench.happened()).hasSize(11);
        command("< add 0 250 123 1 11 >");
        bench.pass(MS);
        assertThat(bench.happened()).hasSize(5);
    }

    @Test
    void aJobWithoutATimeSendsOnce() {
        command("< add 0 0 123 1 11 >");
        bench.pass(1000 * MS);

        assertThat(bench.happened()).containsExactly("123#11");
    }

    @Test
    void aJobGoesOnWhenTheBusWasFull() {
        bench.timed();
        bench.answer(Errno.ENOBUFS);
        command("< add 0 10000 123 1 11 >");
        bench.pass(15 * MS);
        bench.answer(0);
        bench.pass(10 * MS);

        assertThat(bench.happened()).containsExactly("20 123#11");
    }

    @Test
    void whatTheKernelRefusesIsNotAnswered() {
        command("< delete 123 >");
        command("< unsubscribe 123 >");
        command("< add 0 1000000 123 1 11 >");
        command("< add -1 0 123 1 11 >");
        command("< add 1 >");
        bench.pass(1000 * MS);

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void aFilterTellsOfBitsThatChangeUnderItsMask() {
        command("< filter 0 0 123 1 F0 >");

        bench.hear("123#12", "123#1300", "123#23", "123#23");

        assertThat(bench.happened())
                .containsExactly("< frame 123 " + STAMP + " 12  >", "< frame 123 " + STAMP + " 23  >");
    }

    /** E2BIG: an id that is subscribed to has no room for a mask. */
    @Test
    void aFilterDoesNotReplaceASubscriptionButOneReplacesAFilter() {
        command("< subscribe 0 0 123 >");
        command("< filter 0 0 123 1 F0 >");
        command("< filter 0 0 124 1 F0 >");
        command("< subscribe 0 0 124 >");

        bench.hear("123#12", "123#12", "124#12", "124#12");

        assertThat(bench.happened()).hasSize(4);
    }

    @Test
    void aThrottleHoldsBackAllButTheNewest() {
        bench.timed();
        command("< subscribe 0 100000 123 >");
        bench.hear("123#01", "123#02", "123#03");
        bench.pass(100 * MS);

        assertThat(bench.happened())
                .containsExactly("0 < frame 123 " + STAMP + " 01  >", "100 < frame 123 " + STAMP + " 03  >");
    }

    private static String multiplexed(int micros) {
        return "< muxfilter 0 %d 126 3 FF 00 00 00 00 00 00 00 01 FF 00 00 00 00 00 00 02 00 FF 00 00 00 00 00 >"
                .formatted(micros);
    }

    @Test
    void aMuxFilterComparesEachMultiplexedContentWithItsOwn() {
        command(multiplexed(0));

        bench.hear("126#01AA00", "126#020000", "126#01AAFF", "126#02FF00", "126#01BB00", "126#030000");

        assertThat(bench.happened())
                .containsExactly(
                        "< frame 126 " + STAMP + " 01 AA 00  >",
                        "< frame 126 " + STAMP + " 02 00 00  >",
                        "< frame 126 " + STAMP + " 01 BB 00  >");
    }

    /** The original writes it into a message that it does not send (state_bcm.c). */
    @Test
    void aMuxFiltersThrottleHolds() {
        bench.timed();
        command(multiplexed(50_000));
        bench.hear("126#01AA", "126#01BB", "126#01CC");
        bench.pass(50 * MS);

        assertThat(bench.happened())
                .containsExactly("0 < frame 126 " + STAMP + " 01 AA  >", "50 < frame 126 " + STAMP + " 01 CC  >");
    }

    @Test
    void aMuxFilterHasAMaskFor256ContentsAtMost() {
        StringBuilder masks = new StringBuilder(" FF 00 00 00 00 00 00 00");
        for (int i = 0; i < 256; i++) {
            masks.append(" %02X FF 00 00 00 00 00 00".formatted(i));
        }
        command("< muxfilter 0 0 123 257%s >".formatted(masks));

        bench.hear("123#0001", "123#FF02", "123#FF02");

        assertThat(bench.happened()).hasSize(2);
    }

    @Test
    void unsubscribingEndsSubscriptionsAndFilters() {
        command("< subscribe 0 0 123 >");
        command("< filter 0 0 124 1 FF >");
        command("< unsubscribe 123 >");
        command("< unsubscribe 124 >");

        bench.hear("123#11", "124#11");

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void aClientHearsItsOwnFramesIfItAskedForThem() {
        command("< subscribe 0 0 123 >");

        bench.hearOwn("123#11");

        assertThat(bench.happened()).containsExactly("< frame 123 " + STAMP + " 11  >");
    }

    /** can_rcv_filter() gives error frames to others, and a subscription of the kernel's is to classic frames. */
    @Test
    void errorFramesAndFdFramesAreNotToldOf() {
        command("< subscribe 0 0 20000004 >");
        command("< subscribe 0 0 123 >");

        bench.hear("20000004#0000000000000000", "123##1AA");

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void beyondItsJobsAClientIsToldSoAndGetsThemBackAtTheEnd() {
        bench.jobs(2);
        command("< add 10 0 123 1 11 >");
        command("< subscribe 0 0 123 >");
        command("< filter 0 0 124 1 FF >");

        assertThat(bench.happened()).containsExactly("123#11", "< error too many jobs >");
        command("< delete 123 >");
        command("< filter 0 0 124 1 FF >");
        assertThat(bench.happened()).isEmpty();

        bench.mode().close();
        assertThat(bench.jobs()).isEqualTo(2);
    }

    @Test
    void whatOtherModesKnowIsUnknownAndFramesAreSent() {
        assertThat(bench.command("< statistics 100 >")).isFalse();
        assertThat(bench.command("< sendpdu 11 >")).isFalse();
        assertThat(bench.mode().sends()).isTrue();
    }
}
