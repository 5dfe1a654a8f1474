package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.line.Authority;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.line.TlsHandshake;
import org.buslane.tunnel.line.TlsLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that show who they are by a certificate. */
@Timeout(120)
class TlsServerTest {
    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void sign() {
        authority = new Authority(folder, "bench");
    }

    /** One whose handshake is done. */
    private static final class Client implements AutoCloseable {
        private final MemorySegment buffer = Arena.ofAuto().allocate(64 * 1024);
        private final TlsHandshake handshake;
        private final Served served;
        private Optional<TlsLine> line = Optional.empty();
        private String text = "";
        private boolean hasEnded;

        Client(Served served, TlsFiles files) {
            this.served = served;
            InetPlace place = InetPlace.parse("127.0.0.1:" + served.port());
            handshake = TlsContext.client(files)
                    .connect(TcpConnection.begin(place, "a test's client"), "127.0.0.1", place.port());
            served.until(() -> switch (handshake.step()) {
                case READ, WRITE -> false;
                case DONE, FAILED -> true;
            });
            assertThat(handshake.why()).isEmpty();
            line = Optional.of(handshake.line());
        }

        void say(String words) {
            byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
            assertThat(line.orElseThrow().write(buffer, 0, bytes.length)).isEqualTo(bytes.length);
        }

        String text() {
            int result = line.orElseThrow().read(buffer, 0, (int) buffer.byteSize());
            hasEnded |= result == 0;
            byte[] bytes = buffer.asSlice(0, Math.max(0, result)).toArray(ValueLayout.JAVA_BYTE);
            text += new String(bytes, StandardCharsets.US_ASCII);
            return text;
        }

        void expect(String words) {
            served.until(() -> text().length() >= words.length() || hasEnded);
            assertThat(text).isEqualTo(words);
            text = "";
        }

        boolean hasEnded() {
            text();
            return hasEnded;
        }

        @Override
        public void close() {
            line.ifPresentOrElse(TlsLine::close, handshake::close);
        }
    }

    @Test
    void aClientIsKnownByItsCertificate() {
        ClientRule rule = new ClientRule("name:tester", Policy.everything(), Set.of());
        try (Served served = new Served(spec(List.of(rule)));
                Client client = new Client(served, authority.signs("tester", "EC"))) {
            client.expect("< hi >");
            client.say("< open can0 >< rawmode >");
            client.expect("< ok >< ok >");
            client.say("< send 123 1 AA >< echo >");
            client.expect("< echo >");
            served.bus.pass(Behaviour.USUAL.holdOff());
            served.bus.frames("124#01", "125#02");
            client.expect("< frame 124 1795262400.000000 01 >< frame 125 1795262400.000000 02 >");

            assertThat(served.bus.said).containsExactly("123#AA");
            PeerReport report = served.bus.peers().getFirst();
            assertThat(report.note()).isEqualTo("rawmode as tester");
            served.bus.expectBalance();
        }
    }

    @Test
    void aNameThatNoRuleIsForIsRefused() {
        ClientRule rule = new ClientRule("name:tester", Policy.everything(), Set.of());
        try (Served served = new Served(spec(List.of(rule)));
                Client client = new Client(served, authority.signs("other", "EC"))) {
            served.until(client::hasEnded);
            assertThat(client.text).isEmpty();
            Served.await(() -> served.server.report().refused() == 1);
        }
    }

    @Test
    void oneThatSpeaksNoTlsIsCutOff() {
        try (Served served = new Served(spec(List.of()));
                TextClient client = served.connect()) {
            client.say("< open can0 >");
            served.until(client::hasEnded);
            assertThat(client.text()).doesNotContain("< hi >");
            Served.await(() -> served.server.report().clients() == 0);
        }
    }

    @Test
    void aServerWithoutItsFilesDoesNotBegin() {
        TlsFiles none = new TlsFiles(
                Optional.of(folder.resolve("no.pem")), Optional.of(folder.resolve("no.key")), Optional.empty());
        ServerSpec spec = spec(List.of(), none, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SocketcandServer.start(spec, new ControlDouble(), any -> Optional.empty(), BusClock.real()))
                .withMessageContaining("no.");
    }

    private ServerSpec spec(List<ClientRule> rules) {
        TlsFiles files = authority.signs("server", "EC", Authority.address("127.0.0.1"));
        return spec(rules, files, !rules.isEmpty());
    }

    private static ServerSpec spec(List<ClientRule> rules, TlsFiles files, boolean isClosed) {
        return new ServerSpec(
                "test",
                List.of("can0"),
                List.of(new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:0"))),
                Policy.readOnly(),
                rules,
                isClosed,
                Limits.USUAL,
                Behaviour.USUAL,
                Optional.of(files),
                Optional.empty());
    }
}
