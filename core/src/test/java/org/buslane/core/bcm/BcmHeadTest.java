package org.buslane.core.bcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BcmHeadTest {
    /**
     * The bytes of struct bcm_msg_head {TX_SETUP, SETTIMER | STARTTIMER, 3, {1, 2}, {4, 5}, 0x123, 1} of linux/can/bcm.h,
     * as a program of gcc 12.2 printed them: the same on x86-64 and, under qemu-aarch64, on aarch64.
     */
    private static final String GOLDEN =
            "010000000300000003000000000000000100000000000000020000000000000004000000000000000500000000000000"
                    + "2301000001000000";

    @Test
    void aHeadIsLaidOutAsTheCompilerLaysItOut() {
        assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        BcmHead head = new BcmHead(BcmOpcode.TX_SETUP, 3, 3, new Interval(1, 2), new Interval(4, 5), 0x123, 1);

        assertThat(Bench.hex(Bench.message(head))).isEqualTo(GOLDEN);
        assertThat(BcmHead.read(Bench.message(head), 0)).isEqualTo(head);
    }
}
