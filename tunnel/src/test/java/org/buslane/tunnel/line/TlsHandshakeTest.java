package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.tunnel.line.TlsHandshake.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who lets whom in, and what people are told if not. */
class TlsHandshakeTest {
    @TempDir
    private Path folder;

    private final Wires wires = Wires.connect();
    private Authority ours;
    private Authority others;

    @BeforeEach
    void sign() {
        ours = new Authority(folder, "ours");
        others = new Authority(folder, "others");
    }

    @AfterEach
    void close() {
        wires.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void keysAreOfEveryUsualKind(String algorithm) {
        TlsHandshake server = accepting(ours.signs("gateway", algorithm, Authority.host("gw.example")));
        TlsHandshake client = connecting(ours.signs("logger", algorithm), "gw.example");
        Wires.shake(client, server);
        assertThat(server.line().peer()).contains("logger");
    }

    @Test
    void aServerWithoutAnAuthorityAsksForNoCertificate() {
        TlsFiles files = gateway();
        TlsHandshake server = accepting(new TlsFiles(files.certificate(), files.key(), Optional.empty()));
        TlsHandshake client = connecting(ours.signs("logger", "EC"), "gw.example");
        Wires.shake(client, server);
        assertThat(server.line().peer()).isEmpty();
    }

    @Test
    void aServerIsReachedByItsAddressIfTheCertificateIsForThat() {
        TlsHandshake server = accepting(ours.signs("gateway", "EC", Authority.address("192.0.2.7")));
        TlsHandshake client = connecting(ours.signs("logger", "EC"), "192.0.2.7");
        Wires.shake(client, server);
        assertThat(client.line().peer()).contains("gateway");
    }

    @Test
    void aClientWithoutACertificateIsRefusedAndTold() {
        TlsHandshake server = accepting(gateway());
        TlsHandshake client = connecting(ours.trusted(), "gw.example");
        Wires.shake(client, server);
        assertThat(server.why()).isEqualTo("it showed no certificate");
        assertThat(told(client)).isEqualTo("it demands a certificate, and was shown none that it could take");
    }

    /** It is not even shown: the server has said whose certificates it takes, RFC 8446 section 4.2.4. */
    @Test
    void aClientOfAnotherAuthorityIsRefusedAndTold() {
        TlsFiles theirs = others.signs("stranger", "EC");
        TlsHandshake server = accepting(gateway());
        TlsHandshake client =
                connecting(new TlsFiles(theirs.certificate(), theirs.key(), Optional.of(ours.file())), "gw.example");
        Wires.shake(client, server);
        assertThat(server.why()).isEqualTo("it showed no certificate");
        assertThat(told(client)).isEqualTo("it demands a certificate, and was shown none that it could take");
    }

    @Test
    void aClientWhoseCertificateHasExpiredIsRefusedAndTold() {
        TlsHandshake server = accepting(gateway());
        TlsHandshake client = connecting(ours.signs("logger", "EC", Duration.ofDays(-1)), "gw.example");
        Wires.shake(client, server);
        assertThat(server.why()).isEqualTo("its certificate has expired");
        assertThat(told(client)).startsWith("it does not take the certificate that it was shown (certificate_");
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        TlsHandshake server = accepting(others.signs("gateway", "EC", Authority.host("gw.example")));
        TlsHandshake client = connecting(ours.signs("logger", "EC"), "gw.example");
        Wires.shake(client, server);
        assertThat(client.why()).isEqualTo("its certificate is not signed by an authority that is trusted here");
        assertThat(server.why()).startsWith("it does not take the certificate that it was shown (");
    }

    @Test
    void aServerWithAnothersNameIsNotTrusted() {
        TlsHandshake server = accepting(gateway());
        TlsHandshake client = connecting(ours.signs("logger", "EC"), "other.example");
        Wires.shake(client, server);
        assertThat(client.why()).startsWith("its certificate is not for this host: ");
    }

    @Test
    void aClientInTheClearIsTold() {
        TlsHandshake server = accepting(gateway());
        MemorySegment words = Arena.ofAuto().allocateFrom("< open can0 >");
        wires.client().write(words, 0, 13);
        Wires.await(() -> server.step() == Step.FAILED);
        assertThat(server.why()).isEqualTo("it does not speak TLS");
    }

    @Test
    void aPeerThatHangsUpIsNoMystery() {
        TlsHandshake server = accepting(gateway());
        assertThat(server.step()).isEqualTo(Step.READ);
        wires.client().close();
        Wires.await(() -> server.step() == Step.FAILED);
        assertThat(server.why()).isEqualTo("it hung up in the handshake");
        assertThatThrownBy(server::line).isInstanceOf(IllegalStateException.class);
    }

    private TlsFiles gateway() {
        return ours.signs("gateway", "EC", Authority.host("gw.example"));
    }

    private TlsHandshake accepting(TlsFiles files) {
        return TlsContext.server(files).accept(wires.server());
    }

    private TlsHandshake connecting(TlsFiles files, String host) {
        return TlsContext.client(files).connect(wires.client(), host, 29536);
    }

    /** A client has done its part before the server judges its certificate: what came of it stands where it reads. */
    private static String told(TlsHandshake client) {
        TlsLine line = client.line();
        assertThat(Wires.read(line, Arena.ofAuto().allocate(100))).isEqualTo(-Errno.EBADMSG);
        return line.why().orElseThrow();
    }
}
