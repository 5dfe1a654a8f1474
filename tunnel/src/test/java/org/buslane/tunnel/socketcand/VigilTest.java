package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VigilTest {
    private final Vigil vigil = new Vigil(100);

    @Test
    void whoOwesAnAnswerIsLateAfterAWhile() {
        assertThat(vigil.due()).isEqualTo(100 + Vigil.ANSWERED_WITHIN);
        assertThat(vigil.isLate(vigil.due() - 1)).isFalse();
        assertThat(vigil.isLate(vigil.due())).isTrue();
        assertThat(vigil.isToBeAsked(vigil.due())).isFalse();
    }

    @Test
    void whoSaidSomethingIsAskedOnceItHasBeenSilent() {
        vigil.heard(200);
        assertThat(vigil.due()).isEqualTo(200 + Vigil.ASK_AFTER);
        assertThat(vigil.isToBeAsked(vigil.due() - 1)).isFalse();
        assertThat(vigil.isToBeAsked(vigil.due())).isTrue();
        assertThat(vigil.isLate(vigil.due())).isFalse();
        vigil.asked(300);
        assertThat(vigil.isToBeAsked(vigil.due())).isFalse();
        assertThat(vigil.isLate(vigil.due())).isTrue();
    }
}
