package org.buslane.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class FrameBatchTest {
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, 8), FrameLayout.FD_SIZE);

    @Test
    void framesHaveTheTimeOfAllOfThemUntilEachHasItsOwn() {
        batch.count(2);
        batch.stamp(7);
        assertThat(batch.arrival(1)).isEqualTo(7);

        batch.arrival(0, 5);
        batch.arrival(1, 6);
        assertThat(batch.arrival(0)).isEqualTo(5);
        assertThat(batch.arrival(1)).isEqualTo(6);

        batch.stamp(8);
        assertThat(batch.arrival(1)).isEqualTo(8);
    }
}
