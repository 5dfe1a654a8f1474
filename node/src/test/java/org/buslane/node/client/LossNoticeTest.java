package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossNoticeTest {
    private static final long SECOND = 1_000_000_000;
    private final LossNotice notice = new LossNotice();

    @Test
    void tellsNothingWhileNothingIsLost() {
        notice.seen(0);
        assertThat(notice.tell(0)).isZero();
        assertThat(notice.lost()).isZero();
    }

    @Test
    void tellsAtOnceAndThenOncePerSecond() {
        notice.seen(5);
        assertThat(notice.tell(0)).isEqualTo(5);
        notice.seen(8);
        assertThat(notice.tell(SECOND - 1)).isZero();
        notice.seen(9);
        assertThat(notice.tell(SECOND)).isEqualTo(4);
        assertThat(notice.tell(9 * SECOND)).isZero();
        assertThat(notice.lost()).isEqualTo(9);
    }

    @Test
    void countsOnWhenTheCounterWraps() {
        notice.seen(-2);
        notice.seen(3);
        assertThat(notice.lost()).isEqualTo((1L << 32) + 3);
    }
}
