package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.tunnel.socketcand.ModeBench.MS;
import static org.buslane.tunnel.socketcand.ModeBench.STAMP;

import java.util.List;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.Test;

class IsoTpModeTest {
    private final ModeBench bench = new ModeBench(Mode.ISOTP, side -> new IsoTpMode(side, new Scratch()));

    private void configured() {
        command("< isotpconf 7E0 7E8 0 0 0 >");
    }

    private void command(String text) {
        assertThat(bench.command(text)).isTrue();
    }

    private void send(String hex) {
        command("< sendpdu " + hex + " >");
    }

    @Test
    void aShortPduIsOneFrameEachWay() {
        configured();
        send("22F190");
        bench.hear("7E8#0462F19041");

        assertThat(bench.happened()).containsExactly("7E0#0322F190", "< pdu " + STAMP + " 62F19041 >");
    }

    @Test
    void aLongPduGoesAsItsReceiverAsks() {
        bench.timed();
        configured();
        send("00112233445566778899AABBCCDDEEFF0011");
        bench.pass(5 * MS);
        bench.hear("7E8#30010A");
        bench.pass(5 * MS);
        bench.hear("7E8#30010A");
        bench.pass(1000 * MS);

        assertThat(bench.happened())
                .containsExactly("0 7E0#1012001122334455", "5 7E0#2166778899AABBCC", "10 7E0#22DDEEFF0011");
    }

    @Test
    void aLongPduIsAskedForAsConfigured() {
        command("< isotpconf 7E0 7E8 0 8 14 >");
        bench.hear("7E8#100A010203040506");
        bench.pass(MS);
        bench.hear("7E8#210708090A");

        assertThat(bench.happened()).containsExactly("7E0#300814", "< pdu " + STAMP + " 0102030405060708090A >");
    }

    @Test
    void nothingIsSaidFromWithinAFrameThatIsHeard() {
        configured();
        bench.hear("7E8#100A010203040506");

        assertThat(bench.happened()).isEmpty();
        bench.pass(0);
        assertThat(bench.happened()).containsExactly("7E0#300000");
    }

    /** A second `sendpdu` of the original waits in write(). */
    @Test
    void aPduWaitsForTheOneBeforeIt() {
        configured();
        send("0011223344556677");
        send("AA");
        send("BB");
        assertThat(bench.happened()).containsExactly("7E0#1008001122334455");

        bench.hear("7E8#300000");
        bench.pass(MS);

        assertThat(bench.happened()).containsExactly("7E0#216677", "7E0#01AA", "7E0#01BB");
    }

    /** With the original the write() of the second fails, which ends the session. */
    @Test
    void aPduThatIsGivenUpIsToldOfAndTheNextOneGoes() {
        bench.timed();
        configured();
        send("0011223344556677");
        send("AA");
        bench.pass(2000 * MS);

        assertThat(bench.happened())
                .containsExactly("0 7E0#1008001122334455", "1000 < error could not send pdu >", "1000 7E0#01AA");
    }

    @Test
    void paddingAndExtendedAddressesAreAsSaid() {
        command("< isotpconf 18DAF110 18DA10F1 206 0 0 0 AA 0 55 66 >");
        send("1122");
        bench.hear("18DA10F1#66023344", "18DA10F1#55023344");

        assertThat(bench.happened()).containsExactly("18DAF110#55021122AAAAAAAA", "< pdu " + STAMP + " 3344 >");
    }

    @Test
    void ofTheLongestPduEveryByteComes() {
        configured();
        bench.hear("7E8#1FFF000000000000");
        StringBuilder rest = new StringBuilder();
        for (int i = 1; i <= 585; i++) {
            bench.hear("7E8#2%X%s".formatted(i & 0xf, i < 585 ? "11".repeat(7) : "22"));
        }
        bench.pass(0);
        rest.append("00".repeat(6)).append("11".repeat(7 * 584)).append("22");

        List<String> happened = bench.happened();
        assertThat(happened).contains("< pdu %s %s >".formatted(STAMP, rest));
        assertThat(rest).hasSize(2 * 4095);
    }

    /** The original reads 4095 bytes of it and tells of those. */
    @Test
    void aLongerPduIsRefusedToItsSender() {
        configured();
        bench.hear("7E8#1000000010000000");
        bench.pass(0);

        assertThat(bench.happened()).containsExactly("7E0#320000");
    }

    @Test
    void untilItIsConfiguredNothingIsAnswered() {
        command("< isotpmode >");
        send("11");
        bench.hear("7E8#0111");

        assertThat(bench.happened()).isEmpty();
        assertThat(bench.mode().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void onceItIsConfiguredItKnowsPdusOnly() {
        configured();

        assertThat(bench.command("< isotpconf 7E0 7E8 0 0 0 >")).isFalse();
        assertThat(bench.command("< isotpmode >")).isFalse();
        assertThat(bench.command("< subscribe 0 0 123 >")).isFalse();
        assertThat(bench.command("< sendpdu 22F19 >")).isTrue();
        assertThat(bench.mode().sends()).isFalse();
    }

    @Test
    void idsThatNoSocketIsBoundToAreRefusedAndOthersMayFollow() {
        command("< isotpconf 7E0 7E0 0 0 0 >");
        command("< isotpconf 7E0 1234 0 0 0 >");
        command("< isotpconf 0400007E0 7E8 0 0 0 >");
        assertThat(bench.happened()).hasSize(3).allMatch("< error could not configure isotp >"::equals);

        configured();
        send("11");
        assertThat(bench.happened()).containsExactly("7E0#0111");
    }

    @Test
    void aPduThatTheBusDoesNotTakeIsToldOf() {
        configured();
        bench.answer(Errno.ENETDOWN);
        send("11");
        assertThat(bench.happened()).containsExactly("< error could not send pdu >");

        bench.answer(0);
        send("22");
        assertThat(bench.happened()).containsExactly("7E0#0122");
    }

    @Test
    void moreThanMayWaitIsRefused() {
        configured();
        String longest = "55".repeat(4095);
        for (int i = 0; i < 18; i++) {
            send(longest);
        }

        assertThat(bench.happened()).containsExactly("7E0#1FFF555555555555", "< error could not send pdu >");
    }

    @Test
    void itsOwnFramesAreNotTakenForItsPartners() {
        configured();
        bench.hearOwn("7E0#0111", "7E8#0122");

        assertThat(bench.happened()).isEmpty();
    }
}
