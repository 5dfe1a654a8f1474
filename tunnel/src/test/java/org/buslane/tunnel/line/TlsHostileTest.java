package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.buslane.tunnel.line.TlsHandshake.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What strangers send before anybody knows who they are. */
@Timeout(120)
class TlsHostileTest {
    private static final int TRIALS = 200;

    @TempDir
    private Path folder;

    @Test
    void whateverBecomesOfAHelloEndsOrWaits() {
        SplittableRandom random = new SplittableRandom(20261121);
        Authority authority = new Authority(folder, "bench");
        TlsContext context = TlsContext.server(authority.signs("gateway", "EC", Authority.host("gw.example")));
        byte[] hello = hello(authority);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] bytes = hello.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int size = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
            try (Wires wires = Wires.connect();
                    TlsHandshake server = context.accept(wires.server())) {
                send(wires, bytes, size);
                wires.client().close();
                Wires.await(() -> server.step() == Step.FAILED);
                assertThat(server.why())
                        .as("trial %d: %s", trial, HexFormat.of().formatHex(bytes, 0, size))
                        .isNotBlank();
            }
        }
    }

    @Test
    void recordsWithoutEndAreNoHandshake() {
        Authority authority = new Authority(folder, "bench");
        TlsContext context = TlsContext.server(authority.signs("gateway", "EC", Authority.host("gw.example")));
        byte[] changeCipherSpec = HexFormat.of().parseHex("140303000101");
        try (Wires wires = Wires.connect();
                TlsHandshake server = context.accept(wires.server())) {
            send(wires, hello(authority), hello(authority).length);
            for (int i = 0; i < 1000; i++) {
                send(wires, changeCipherSpec, changeCipherSpec.length);
            }
            Wires.await(() -> server.step() == Step.FAILED);
            assertThat(server.why()).isNotBlank();
        }
    }

    private static void send(Wires wires, byte[] bytes, int size) {
        MemorySegment memory = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        assertThat(wires.client().write(memory, 0, size)).isEqualTo(size);
    }

    private static byte[] hello(Authority authority) {
        try (Wires wires = Wires.connect();
                TlsHandshake client =
                        TlsContext.client(authority.trusted()).connect(wires.client(), "gw.example", 29536)) {
            assertThat(client.step()).isEqualTo(Step.READ);
            MemorySegment memory = Arena.ofAuto().allocate(RecordHeader.MOST);
            int[] count = new int[1];
            Wires.await(() -> (count[0] = wires.server().read(memory, 0, memory.byteSize())) > 0);
            return memory.asSlice(0, count[0]).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
