package org.buslane.core.bcm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void oneThatIsTooShortIsRaisedInWholeMicroseconds() {
        assertThat(new Interval(0, 1).atLeast(100_000)).isEqualTo(new Interval(0, 100));
        assertThat(new Interval(0, 1).atLeast(100_001)).isEqualTo(new Interval(0, 101));
        assertThat(new Interval(0, 999_999).atLeast(1_500_000_000)).isEqualTo(new Interval(1, 500_000));
    }

    @Test
    void oneThatIsLongEnoughStays() {
        assertThat(new Interval(0, 100).atLeast(100_000)).isEqualTo(new Interval(0, 100));
        assertThat(new Interval(1, 0).atLeast(100_000)).isEqualTo(new Interval(1, 0));
        assertThat(new Interval(0, 1).atLeast(0)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void noneStaysNoneAndWhatIsNotValidIsNotMadeSo() {
        assertThat(Interval.NONE.atLeast(100_000)).isEqualTo(Interval.NONE);
        assertThat(new Interval(-1, 1).atLeast(100_000)).isEqualTo(new Interval(-1, 1));
        assertThat(new Interval(0, -1).atLeast(100_000)).isEqualTo(new Interval(0, -1));
        assertThat(new Interval(0, 1_000_000).atLeast(2_000_000_000)).isEqualTo(new Interval(0, 1_000_000));
    }
}
