package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two lines, one at either end of a TCP connection. */
class TlsLineTest {
    @TempDir
    private Path folder;

    private final Wires wires = Wires.connect();
    private TlsLine client;
    private TlsLine server;

    @BeforeEach
    void shake() {
        Authority authority = new Authority(folder, "bench");
        TlsHandshake accepting = TlsContext.server(authority.signs("gateway", "EC", Authority.host("gw.example")))
                .accept(wires.server());
        TlsHandshake connecting =
                TlsContext.client(authority.signs("logger", "EC")).connect(wires.client(), "gw.example", 29536);
        Wires.shake(connecting, accepting);
        client = connecting.line();
        server = accepting.line();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void eachKnowsWhoTheOtherIs() {
        assertThat(server.peer()).contains("logger");
        assertThat(client.peer()).contains("gateway");
    }

    @Test
    void whatOneSaysIsWhatTheOtherHears() {
        Wires.say(server, "< hi >");
        assertThat(Wires.hear(client)).isEqualTo("< hi >");
        Wires.say(client, "< open can0 >");
        assertThat(Wires.hear(server)).isEqualTo("< open can0 >");
    }

    @Test
    void whatWasSaidAtOnceIsHeardAtOnce() {
        Wires.say(server, "< hi >");
        Wires.say(server, "< ok >");
        assertThat(Wires.hear(client)).isEqualTo("< hi >");
        assertThat(Wires.hear(client)).isEqualTo("< ok >");
    }

    @Test
    void aRecordIsReadInParts() {
        Wires.say(client, "< open can0 >");
        MemorySegment five = Arena.ofAuto().allocate(5);
        assertThat(Wires.read(server, five)).isEqualTo(5);
        assertThat(server.read(five, 1, 2)).isEqualTo(2);
        assertThat(Wires.hear(server)).isEqualTo("can0 >");
        assertThat(server.read(five, 0, 5)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void whoReadsNothingMakesItStuckAndLosesNothing() {
        Random random = new Random(20261121);
        byte[] said = new byte[8 * 1024 * 1024];
        random.nextBytes(said);
        MemorySegment source = MemorySegment.ofArray(said);
        int taken = 0;
        for (int result = 0; result >= 0; result = server.write(source, taken, said.length - taken)) {
            taken += result;
            assertThat(taken).as("the kernel takes not all").isLessThan(said.length);
        }
        assertThat(server.isStuck()).isTrue();
        assertThat(server.write(source, taken, 1)).isEqualTo(-Errno.EAGAIN);
        byte[] heard = new byte[taken];
        int count = 0;
        MemorySegment some = Arena.ofAuto().allocate(30_000);
        while (count < taken) {
            assertThat(server.flush()).isZero();
            int result = client.read(some, 0, 1 + random.nextInt((int) some.byteSize()));
            if (result != -Errno.EAGAIN) {
                assertThat(result).isPositive();
                MemorySegment.copy(some, ValueLayout.JAVA_BYTE, 0, heard, count, result);
                count += result;
            }
        }
        assertThat(server.isStuck()).isFalse();
        assertThat(heard)
                .isEqualTo(MemorySegment.ofArray(said).asSlice(0, taken).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void anEndIsRead() {
        client.close();
        assertThat(Wires.hear(server)).isEmpty();
        assertThat(Wires.hear(server)).isEmpty();
        assertThat(server.why()).isEmpty();
    }

    @Test
    void anEndWithoutAWordIsOneToo() {
        wires.client().close();
        assertThat(Wires.hear(server)).isEmpty();
    }

    @Test
    void aRecordThatNobodySealedEndsIt() {
        raw("1703030020" + "00".repeat(32));
        assertThat(Wires.read(server, Arena.ofAuto().allocate(100))).isEqualTo(-Errno.EBADMSG);
        assertThat(server.why()).isPresent();
        assertThat(server.write(Arena.ofAuto().allocate(1), 0, 1)).isEqualTo(-Errno.EBADMSG);
        assertThat(Wires.read(client, Arena.ofAuto().allocate(100))).isEqualTo(-Errno.EBADMSG);
        assertThat(client.why()).contains("it ended the connection (bad_record_mac)");
    }

    @Test
    void aRecordLongerThanAnyEndsItAtItsHead() {
        raw("1703034200");
        assertThat(Wires.read(server, Arena.ofAuto().allocate(100))).isEqualTo(-Errno.EBADMSG);
        assertThat(server.why()).contains("it sent a record of 16901 bytes, and TLS has 16645 at most");
    }

    @Test
    void whatIsNoRecordEndsIt() {
        raw(HexFormat.of().formatHex("< open can0 >".getBytes(StandardCharsets.US_ASCII)));
        assertThat(Wires.read(server, Arena.ofAuto().allocate(100))).isEqualTo(-Errno.EBADMSG);
        assertThat(server.why()).contains("it does not speak TLS");
    }

    /** Past the client's line. */
    private void raw(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
        assertThat(wires.client().write(memory, 0, bytes.length)).isEqualTo(bytes.length);
    }
}
