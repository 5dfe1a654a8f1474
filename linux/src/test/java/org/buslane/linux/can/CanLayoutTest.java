package org.buslane.linux.can;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

/** Offsets and sizes as gcc prints them for linux/can.h on 64-bit Linux. */
class CanLayoutTest {
    private static ByteBuffer zeros(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void anAddressIsTheFamilyAndTheInterface() {
        ByteBuffer address = zeros(CanAddress.SIZE);
        CanAddress.write(address, 0x01020304);
        assertThat(CanAddress.SIZE).isEqualTo(24);
        assertThat(address.getShort(0)).as("can_family").isEqualTo((short) 29);
        assertThat(address.getInt(4)).as("can_ifindex").isEqualTo(0x01020304);
        assertThat(CanAddress.interfaceIndex(address, 0)).isEqualTo(0x01020304);
    }

    @Test
    void filtersStandOneBehindTheOther() {
        ByteBuffer memory = zeros(16);
        CanSetup.write(List.of(new CanFilter(0x123, 0xC00007FF), CanFilter.ALL), memory);
        assertThat(memory.getInt(0)).as("can_id").isEqualTo(0x123);
        assertThat(memory.getInt(4)).as("can_mask").isEqualTo(0xC00007FF);
        assertThat(memory.getLong(8)).isZero();
        assertThat(memory.position()).isEqualTo(2 * CanFilter.SIZE);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanOptions.classic().withFilters(Collections.nCopies(513, CanFilter.ALL)))
                .withMessage("513 filters, a CAN socket takes 512");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanOptions.classic().withErrors(0x20000000))
                .withMessage("20000000 is no mask of error classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanOptions.classic().withBuffers(-1, 0))
                .withMessage("buffers of -1 and 0 bytes cannot be");
    }

    @Test
    void xlComesWithFd() {
        assertThat(CanOptions.classic().withXl()).returns(true, CanOptions::fd).returns(true, CanOptions::xl);
    }

    @Test
    void aCountOfDropsGoesOnWhereItsThirtyTwoBitsBeginAgain() {
        DropCount drops = new DropCount();
        drops.saw(0x7fffffff);
        drops.saw(0xfffffffe);
        assertThat(drops.total()).isEqualTo(0xfffffffeL);
        drops.saw(0xfffffffe);
        drops.saw(3);
        assertThat(drops.total()).isEqualTo(0x100000003L);
    }

    @Test
    void aFrameThatWaitedTellsNoNews() {
        DropCount drops = new DropCount();
        drops.saw(5);
        drops.saw(0);
        drops.saw(4);
        assertThat(drops.total()).isEqualTo(5);
        drops.saw(6);
        assertThat(drops.total()).isEqualTo(6);
    }

    @Test
    void whatEndsSendingIsToldApart() {
        assertThat(SendEnd.of(-Errno.ENOBUFS)).isEqualTo(SendEnd.QUEUE_FULL);
        assertThat(SendEnd.of(-Errno.EAGAIN)).isEqualTo(SendEnd.BUFFER_FULL);
        assertThat(SendEnd.of(-Errno.ENETDOWN)).isEqualTo(SendEnd.DOWN);
        assertThat(SendEnd.of(-Errno.ENODEV)).isEqualTo(SendEnd.GONE);
        assertThat(SendEnd.of(-Errno.ENXIO)).isEqualTo(SendEnd.GONE);
        assertThat(SendEnd.of(-Errno.EINVAL)).isEqualTo(SendEnd.BAD_FRAME);
        assertThat(SendEnd.of(-Errno.EMSGSIZE)).isEqualTo(SendEnd.BAD_FRAME);
        assertThat(SendEnd.of(-Errno.ENOMEM)).isEqualTo(SendEnd.FAILED);
    }
}
