package org.buslane.core.bcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.core.bcm.Bench.MS;
import static org.buslane.core.bcm.Bench.head;

import org.junit.jupiter.api.Test;

class ReceivingTest {
    private final Bench bench = new Bench();

    private void setUp(int flags, long timeout, long throttle, String... masks) {
        assertThat(bench.write(head(BcmOpcode.RX_SETUP, flags, 0x100, 0, timeout, throttle, masks.length), masks))
                .isZero();
    }

    @Test
    void aChangeIsToldOfAndWhatTheMaskLeavesOutIsNone() {
        setUp(0, 0, 0, "100#F0");

        bench.hear(1, "100#12", "100#13", "100#23", "101#FF", "100##1FF");

        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#12", "1 told 12 100 left 0 100#23");
    }

    @Test
    void framesOfOtherInterfacesAreNotItsOwn() {
        setUp(BcmFlag.RX_FILTER_ID, 0, 0);

        bench.hear(2, "100#12");

        assertThat(bench.said()).isEmpty();
    }

    @Test
    void aFrameThatStaysAwayIsToldOfOnce() {
        setUp(BcmFlag.SETTIMER | BcmFlag.STARTTIMER, 50 * MS, 0, "100#FF");

        bench.pass(49 * MS);
        bench.hear(1, "100#01");
        bench.pass(49 * MS);
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#01");
        bench.pass(500 * MS);
        assertThat(bench.said()).containsExactly("1 told 11 100 left 0");
    }

    /** can_id's bit of error frames is CAN_INV_FILTER to can_rx_register(); bcm_rx_handler() then wants it in the frame. */
    @Test
    void anIdWithMoreBitsThanAnIdHasIsNoFrames() {
        bench.write(head(BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x2000_0100, 0, 0, 0, 0));
        bench.write(head(BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x1100, 0, 0, 0, 0));

        bench.hear(1, "100#12");

        assertThat(bench.said()).isEmpty();
    }

    @Test
    void whoIsLateKeepsToTheBeatOfTheThrottle() {
        setUp(BcmFlag.SETTIMER, 0, 100 * MS, "100#FF");
        bench.hear(1, "100#01", "100#02");
        bench.oversleep(350 * MS);
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#01", "1 told 12 100 left 0 100#02");

        bench.pass(MS);
        bench.hear(1, "100#03");

        assertThat(bench.said()).isEmpty();
        bench.pass(49 * MS);
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#03");
    }

    @Test
    void theLastOfTooManyIsToldOfWhenItIsTime() {
        setUp(BcmFlag.SETTIMER, 0, 100 * MS, "100#FF");

        bench.hear(1, "100#01", "100#02", "100#03");
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#01");
        bench.pass(100 * MS);
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#03");
        bench.pass(50 * MS);
        bench.hear(1, "100#04");
        assertThat(bench.said()).isEmpty();
        bench.pass(50 * MS);
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#04");
        bench.pass(200 * MS);
        bench.hear(1, "100#05");
        assertThat(bench.said()).containsExactly("1 told 12 100 left 0 100#05");
    }

    @Test
    void eachPlaceOfAMultiplexerIsForItself() {
        setUp(0, 0, 0, "100#FF00", "100#01FF", "100#02FF");

        bench.hear(1, "100#0105", "100#0205", "100#0105", "100#0305", "100#0206");

        assertThat(bench.said())
                .containsExactly(
                        "1 told 12 100 left 0 100#0105",
                        "1 told 12 100 left 0 100#0205",
                        "1 told 12 100 left 0 100#0206");
    }

    @Test
    void aRemoteFrameIsAnswered() {
        BcmHead head = head(BcmOpcode.RX_SETUP, BcmFlag.RX_RTR_FRAME, 0x40000100, 0, 0, 0, 1);
        assertThat(bench.write(head, "100#77")).isZero();

        bench.hear(1, "100#R", "100#01");

        assertThat(bench.said()).containsExactly("1 100#77");
    }
}
