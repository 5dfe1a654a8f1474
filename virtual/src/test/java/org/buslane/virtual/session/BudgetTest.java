package org.buslane.virtual.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget whole = new Budget(100);
    private final Budget one = whole.part(60);
    private final Budget other = whole.part(60);

    @Test
    void aLaneHasItsPartAndNoMore() {
        assertThat(one.take(61)).isFalse();
        assertThat(one.take(60)).isTrue();
        assertThat(one.take(1)).isFalse();
        assertThat(one.take(-1)).isFalse();
    }

    @Test
    void allLanesTogetherHaveNoMoreThanTheWhole() {
        one.take(60);
        assertThat(other.take(41)).isFalse();
        assertThat(other.take(40)).isTrue();

        one.give(20);
        assertThat(other.take(20)).isTrue();
        assertThat(other.take(1)).isFalse();
    }
}
