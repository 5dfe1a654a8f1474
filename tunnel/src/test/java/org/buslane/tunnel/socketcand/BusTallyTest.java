package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class BusTallyTest {
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, 8), FrameLayout.FD_SIZE);
    private final BusTally tally = new BusTally();

    private FrameBatch batch(String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        return batch;
    }

    @Test
    void bytesAreThoseOfData() {
        tally.received(batch("123#DEADBEEF", "7FF#", "123#R8", "12345678##1AABBCC"), 0b1111);

        assertThat(tally.now()).isEqualTo(new BusTraffic(7, 4, 0, 0));
    }

    @Test
    void whatIsNotSelectedIsNotCounted() {
        tally.received(batch("123#DEADBEEF", "7FF#01"), 0b10);

        assertThat(tally.now()).isEqualTo(new BusTraffic(1, 1, 0, 0));
    }

    @Test
    void sentAndReceivedAreApartAndAddUp() {
        tally.received(batch("123#01"), 1);
        tally.sent(batch("123#0102", "124#03"));
        tally.sent(batch("123#0102"));

        assertThat(tally.now()).isEqualTo(new BusTraffic(1, 1, 5, 3));
    }
}
