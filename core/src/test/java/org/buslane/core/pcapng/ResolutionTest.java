package org.buslane.core.pcapng;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolutionTest {
    @Test
    void powersOfTenBecomeNanoseconds() {
        assertThat(new Resolution(6, 0).nanos(1_000_001)).hasValue(1_000_001_000);
        assertThat(new Resolution(9, 0).nanos(123)).hasValue(123);
        assertThat(new Resolution(12, 0).nanos(123_999)).hasValue(123);
        assertThat(new Resolution(0, 0).nanos(5)).hasValue(5_000_000_000L);
    }

    @Test
    void soDoPowersOfTwo() {
        assertThat(new Resolution(0x81, 0).nanos(3)).hasValue(1_500_000_000);
        assertThat(new Resolution(0xff, 0).nanos(-1)).hasValue(0);
    }

    @Test
    void anOffsetIsAdded() {
        assertThat(new Resolution(9, 2).nanos(7)).hasValue(2_000_000_007);
        assertThat(new Resolution(9, -1).nanos(7)).isEmpty();
    }

    @Test
    void whatFitsInNoStampIsNone() {
        assertThat(new Resolution(9, 0).nanos(-1)).isEmpty();
        assertThat(new Resolution(0, 0).nanos(Long.MAX_VALUE)).isEmpty();
        assertThat(new Resolution(6, Long.MAX_VALUE).nanos(0)).isEmpty();
    }
}
