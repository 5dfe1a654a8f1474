package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.line.TlsConnecting.Outcome;
import org.buslane.tunnel.line.TlsHandshake.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsConnectingTest {
    @TempDir
    private Path folder;

    private final Wires wires = Wires.connect();
    private final Epoll epoll = new Epoll(1);
    private Authority authority;

    @BeforeEach
    void sign() {
        authority = new Authority(folder, "bench");
    }

    @AfterEach
    void close() {
        epoll.close();
        wires.close();
    }

    @Test
    void aConnectionComesWhenItIsDone() {
        TlsHandshake server = server();
        try (TlsConnecting connecting = begin(authority.signs("logger", "EC"), "gw.example")) {
            epoll.add(connecting.descriptor(), 1, Epoll.IN);
            assertThat(connecting.take()).isEmpty();
            Wires.await(() -> server.step() == Step.DONE);
            assertThat(epoll.await(60_000)).isOne();
            Outcome outcome = connecting.take().orElseThrow();
            assertThat(connecting.take()).isEmpty();
            assertThat(outcome).isInstanceOf(Outcome.Connected.class);
            if (outcome instanceof Outcome.Connected(TlsLine line)) {
                Wires.say(line, "< open can0 >");
                assertThat(Wires.hear(server.line())).isEqualTo("< open can0 >");
                line.close();
            }
        }
    }

    @Test
    void aServerOfAnotherNameIsToldOf() {
        TlsHandshake server = server();
        try (TlsConnecting connecting = begin(authority.trusted(), "other.example")) {
            Wires.await(() -> server.step() == Step.FAILED);
            assertThat(Wires.until(connecting::take))
                    .isEqualTo(new Outcome.Failed("its certificate is not for this host: "
                            + "No subject alternative DNS name matching other.example found."));
        }
    }

    @Test
    void aFileThatIsNotThereIsToldOf() {
        Path none = folder.resolve("none.pem");
        TlsFiles files = new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(none));
        try (TlsConnecting connecting = begin(files, "gw.example")) {
            assertThat(Wires.until(connecting::take)).isEqualTo(new Outcome.Failed(none + " does not exist"));
            assertThat(Wires.until(this::ended)).isTrue();
        }
    }

    @Test
    void whoeverWaitsNoLongerEndsTheConnection() {
        begin(authority.trusted(), "gw.example").close();
        assertThat(Wires.until(this::ended)).isTrue();
    }

    private Optional<Boolean> ended() {
        return wires.server().read(Arena.ofAuto().allocate(4096), 0, 4096) == 0 ? Optional.of(true) : Optional.empty();
    }

    private TlsHandshake server() {
        return TlsContext.server(authority.signs("gateway", "EC", Authority.host("gw.example")))
                .accept(wires.server());
    }

    private TlsConnecting begin(TlsFiles files, String host) {
        return TlsConnecting.begin(files, wires.client(), host, 29536);
    }
}
