package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Text of socketcand 0.6.1. */
class RepliesTest {
    private final Replies replies = new Replies();
    private final MemorySegment target = Wording.memory(Replies.PDU_MOST + 1);

    @Test
    void answersAreTheOriginals() {
        List<String> said = Stream.of(
                        Replies.HI,
                        Replies.OK,
                        Replies.ECHO,
                        Replies.UNKNOWN,
                        Replies.NO_BUS,
                        Replies.notConfigured("can0"),
                        Replies.notStarted("can0"),
                        Replies.noSuchOperation('X'))
                .map(Wording::text)
                .toList();
        assertThat(said)
                .containsExactly(
                        "< hi >",
                        "< ok >",
                        "< echo >",
                        "< error unknown command >",
                        "< error could not open bus >",
                        "< error configuring interface can0 > \n",
                        "< error could not start interface can0 >",
                        "< configuration operation not supported X > \n");
    }

    @Test
    void statisticsAreFourNumbers() {
        assertThat(stat(new BusTraffic(80, 10, 16, 2))).isEqualTo("< stat 80 10 16 2 >");
        assertThat(stat(new BusTraffic(0, 0, 0, 0))).isEqualTo("< stat 0 0 0 0 >");
    }

    @Test
    void theyHave32BitsAndHaveRoom() {
        assertThat(stat(new BusTraffic(-1, 1L << 32, (1L << 32) + 5, Long.MAX_VALUE)))
                .isEqualTo("< stat 4294967295 0 5 4294967295 >")
                .hasSizeLessThan(Replies.STAT_MOST);
    }

    @Test
    void aPduIsHex() {
        MemorySegment pdu = Wording.memory(4).fill((byte) 0xA5);
        int size = replies.pdu(1_795_211_619_243_320_000L, pdu, 1, 3, target, 1);
        assertThat(Wording.text(target, 1, size)).isEqualTo("< pdu 1795211619.243320 A5A5A5 >");
    }

    @Test
    void theLongestPduHasRoom() {
        MemorySegment pdu = Wording.memory(Replies.PDU).fill((byte) 0x5A);
        int size = replies.pdu(Long.MAX_VALUE, pdu, 0, Replies.PDU, target, 1);
        assertThat(size).isLessThanOrEqualTo(Replies.PDU_MOST);
        assertThat(Wording.text(target, 1, size)).endsWith("5A5A >");
    }

    private String stat(BusTraffic traffic) {
        return Wording.text(target, 1, replies.stat(traffic, target, 1));
    }
}
