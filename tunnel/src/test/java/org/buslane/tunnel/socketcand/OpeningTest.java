package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.tunnel.socketcand.ReplyReader.Found;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final Opening opening = new Opening("can0");

    @Test
    void eachAnswerLeadsToTheNextCommand() {
        assertThat(opening.next()).isEmpty();
        assertThat(opening.takes(Found.HI)).isTrue();
        assertThat(opening.next()).isEqualTo("< open can0 >");
        assertThat(opening.takes(Found.OK)).isTrue();
        assertThat(opening.next()).isEqualTo("< rawmode >");
        assertThat(opening.isDone()).isFalse();
        assertThat(opening.takes(Found.OK)).isTrue();
        assertThat(opening.next()).isEmpty();
        assertThat(opening.isDone()).isTrue();
    }

    @Test
    void whatIsNotWaitedForChangesNothing() {
        assertThat(opening.takes(Found.OK)).isFalse();
        assertThat(opening.isGreeted()).isFalse();
        assertThat(opening.takes(Found.HI)).isTrue();
        assertThat(opening.isGreeted()).isTrue();
        assertThat(opening.takes(Found.HI)).isFalse();
        assertThat(opening.takes(Found.ECHO)).isFalse();
        assertThat(opening.next()).isEqualTo("< open can0 >");
    }
}
