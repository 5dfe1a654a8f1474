package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeSliceTest {
    @Test
    void anybodyMayAskForLittleAtATime() {
        assertThat(TimeSlice.ask(100_000)).isTrue();
        assertThat(TimeSlice.ask(0)).as("as it was").isTrue();
    }
}
