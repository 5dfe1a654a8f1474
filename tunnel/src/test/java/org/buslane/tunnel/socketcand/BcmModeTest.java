package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.tunnel.socketcand.ModeBench.MS;
import static org.buslane.tunnel.socketcand.ModeBench.STAMP;

import java.util.List;
import java.util.stream.Stream;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

class BcmModeTest {
    private final ModeBench bench = new ModeBench(side -> new BcmMode(side, new Scratch()));

    private static Payload hex(String digits) {
        return Payload.ofHex(digits);
    }

    private void command(Command command) {
        assertThat(bench.command(command)).isTrue();
    }

    @Test
    void aFrameIsToldOfWithSpacedBytesAndTwoBlanksBehindThem() {
        command(new Command.Subscribe(0, 0, 0x123));
        command(new Command.Subscribe(0, 0, 0x1234_5678 | IdWord.EXTENDED));

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
        command(new Command.Add(0, 100_000, 0x123, hex("1122")));
        bench.pass(250 * MS);
        command(new Command.Update(0x123, hex("334455")));
        bench.pass(100 * MS);
        command(new Command.Delete(0x123));
        bench.pass(1000 * MS);

        assertThat(bench.happened()).containsExactly("0 123#1122", "100 123#1122", "200 123#1122", "300 123#334455");
        assertThat(bench.mode().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aJobWithoutATimeSendsOnce() {
        command(new Command.Add(0, 0, 0x123, hex("11")));
        bench.pass(1000 * MS);

        assertThat(bench.happened()).containsExactly("123#11");
    }

    @Test
    void aJobGoesOnWhenTheBusWasFull() {
        bench.timed();
        bench.answer(Errno.ENOBUFS);
        command(new Command.Add(0, 10_000, 0x123, hex("11")));
        bench.pass(15 * MS);
        bench.answer(0);
        bench.pass(10 * MS);

        assertThat(bench.happened()).containsExactly("20 123#11");
    }

    @Test
    void whatTheKernelRefusesIsNotAnswered() {
        command(new Command.Delete(0x123));
        command(new Command.Unsubscribe(0x123));
        command(new Command.Add(0, 1_000_000, 0x123, hex("11")));
        command(new Command.Add(-1, 0, 0x123, hex("11")));
        command(new Command.Malformed("no id"));
        bench.pass(1000 * MS);

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void aFilterTellsOfBitsThatChangeUnderItsMask() {
        command(new Command.Filter(0, 0, 0x123, hex("F0")));

        bench.hear("123#12", "123#1300", "123#23", "123#23");

        assertThat(bench.happened())
                .containsExactly("< frame 123 " + STAMP + " 12  >", "< frame 123 " + STAMP + " 23  >");
    }

    /** E2BIG: an id that is subscribed to has no room for a mask. */
    @Test
    void aFilterDoesNotReplaceASubscriptionButOneReplacesAFilter() {
        command(new Command.Subscribe(0, 0, 0x123));
        command(new Command.Filter(0, 0, 0x123, hex("F0")));
        command(new Command.Filter(0, 0, 0x124, hex("F0")));
        command(new Command.Subscribe(0, 0, 0x124));

        bench.hear("123#12", "123#12", "124#12", "124#12");

        assertThat(bench.happened()).hasSize(4);
    }

    @Test
    void aThrottleHoldsBackAllButTheNewest() {
        bench.timed();
        command(new Command.Subscribe(0, 100_000, 0x123));
        bench.hear("123#01", "123#02", "123#03");
        bench.pass(100 * MS);

        assertThat(bench.happened())
                .containsExactly("0 < frame 123 " + STAMP + " 01  >", "100 < frame 123 " + STAMP + " 03  >");
    }

    private static Command.MuxFilter multiplexed(long micros) {
        Payload multiplexer = hex("FF00000000000000");
        return new Command.MuxFilter(
                0, micros, 0x123, List.of(multiplexer, hex("01FF000000000000"), hex("0200FF0000000000")));
    }

    @Test
    void aMuxFilterComparesEachMultiplexedContentWithItsOwn() {
        command(multiplexed(0));

        bench.hear("123#01AA00", "123#020000", "123#01AAFF", "123#02FF00", "123#01BB00", "123#030000");

        assertThat(bench.happened())
                .containsExactly(
                        "< frame 123 " + STAMP + " 01 AA 00  >",
                        "< frame 123 " + STAMP + " 02 00 00  >",
                        "< frame 123 " + STAMP + " 01 BB 00  >");
    }

    /** The original writes it into a message that it does not send (state_bcm.c). */
    @Test
    void aMuxFiltersThrottleHolds() {
        bench.timed();
        command(multiplexed(50_000));
        bench.hear("123#01AA", "123#01BB", "123#01CC");
        bench.pass(50 * MS);

        assertThat(bench.happened())
                .containsExactly("0 < frame 123 " + STAMP + " 01 AA  >", "50 < frame 123 " + STAMP + " 01 CC  >");
    }

    @Test
    void aMuxFilterHasAMaskFor256ContentsAtMost() {
        Stream<Payload> contents =
                Stream.iterate(1, i -> i < 257, i -> i + 1).map(i -> hex("%02XFF".formatted(i & 0xff)));
        List<Payload> masks = Stream.concat(Stream.of(hex("FF")), contents).toList();
        command(new Command.MuxFilter(0, 0, 0x123, masks));

        bench.hear("123#0001", "123#FF02", "123#FF02");

        assertThat(masks).hasSize(257);
        assertThat(bench.happened()).hasSize(2);
    }

    @Test
    void unsubscribingEndsSubscriptionsAndFilters() {
        command(new Command.Subscribe(0, 0, 0x123));
        command(new Command.Filter(0, 0, 0x124, hex("FF")));
        command(new Command.Unsubscribe(0x123));
        command(new Command.Unsubscribe(0x124));

        bench.hear("123#11", "124#11");

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void aClientHearsItsOwnFramesIfItAskedForThem() {
        command(new Command.Subscribe(0, 0, 0x123));

        bench.hearOwn("123#11");

        assertThat(bench.happened()).containsExactly("< frame 123 " + STAMP + " 11  >");
    }

    /** can_rcv_filter() gives error frames to others, and a subscription of the kernel's is to classic frames. */
    @Test
    void errorFramesAndFdFramesAreNotToldOf() {
        command(new Command.Subscribe(0, 0, 0x2000_0004));
        command(new Command.Subscribe(0, 0, 0x123));

        bench.hear("20000004#0000000000000000", "123##1AA");

        assertThat(bench.happened()).isEmpty();
    }

    @Test
    void beyondItsJobsAClientIsToldSoAndGetsThemBackAtTheEnd() {
        bench.jobs(2);
        command(new Command.Add(10, 0, 0x123, hex("11")));
        command(new Command.Subscribe(0, 0, 0x123));
        command(new Command.Filter(0, 0, 0x124, hex("FF")));

        assertThat(bench.happened()).containsExactly("123#11", "< error too many jobs >");
        command(new Command.Delete(0x123));
        command(new Command.Filter(0, 0, 0x124, hex("FF")));
        assertThat(bench.happened()).isEmpty();

        bench.mode().close();
        assertThat(bench.jobs()).isEqualTo(2);
    }

    @Test
    void whatOtherModesKnowIsUnknownAndFramesAreSent() {
        assertThat(bench.command(new Command.Unknown())).isFalse();
        assertThat(bench.command(new Command.Statistics(100))).isFalse();
        assertThat(bench.command(new Command.SendPdu(hex("11")))).isFalse();
        assertThat(bench.mode().sends()).isTrue();
    }
}
