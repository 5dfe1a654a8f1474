package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final String ANSWER = "14000000 1000 0200 05000000 00000000 01020304";
    private static final String DONE = "14000000 0300 0200 05000000 00000000 00000000";

    @Test
    void aListEndsWithItsEndAndIsWhatCameBefore() {
        Exchange list = new Exchange(5, true);
        list.accept(Wire.bytes(ANSWER + ANSWER));
        assertThat(list.verdict()).isEmpty();
        list.accept(Wire.bytes(ANSWER));
        list.accept(Wire.bytes(DONE));
        assertThat(list.verdict()).contains(Verdict.of(0));
        assertThat(list.isInterrupted()).isFalse();
        assertThat(list.answers()).hasSize(3);
        assertThat(list.answers().getFirst().body()).isEqualTo(Wire.bytes("01020304"));
    }

    @Test
    void answersToOthersArePassedOver() {
        Exchange list = new Exchange(6, true);
        list.accept(Wire.bytes(ANSWER + DONE));
        assertThat(list.verdict()).isEmpty();
        assertThat(list.answers()).isEmpty();
    }

    @Test
    void aListThatChangedMeanwhileSaysSo() {
        Exchange list = new Exchange(5, true);
        list.accept(Wire.bytes("14000000 1000 1200 05000000 00000000 01020304"));
        list.accept(Wire.bytes(DONE));
        assertThat(list.isInterrupted()).isTrue();
    }

    @Test
    void itMaySaySoAtItsEndOnly() {
        Exchange list = new Exchange(5, true);
        list.accept(Wire.bytes(ANSWER + "14000000 0300 1200 05000000 00000000 00000000"));
        assertThat(list.isInterrupted()).isTrue();
    }

    @Test
    void aMessageThatIsNoneIsPassedOver() {
        Exchange list = new Exchange(5, true);
        list.accept(Wire.bytes("10000000 0100 0000 05000000 00000000" + DONE));
        assertThat(list.answers()).isEmpty();
        assertThat(list.verdict()).isPresent();
    }

    @Test
    void lostDataIsAnError() {
        Exchange list = new Exchange(5, true);
        list.accept(Wire.bytes("10000000 0400 0000 05000000 00000000"));
        assertThat(list.verdict()).contains(Verdict.of(Errno.ENOBUFS));
    }

    @Test
    void anAnswerThatIsCutOffIsRefused() {
        Exchange exchange = new Exchange(5, false);
        assertThatThrownBy(() -> exchange.accept(Wire.bytes("14000000 1000 0000 05000000 00000000")))
                .hasMessage("a netlink message of 20 bytes stands in 16, at 0");
        assertThatThrownBy(() -> exchange.accept(Wire.bytes(ANSWER + "1400")))
                .hasMessage("a netlink datagram ends with 2 bytes that are no message, at 20");
    }
}
