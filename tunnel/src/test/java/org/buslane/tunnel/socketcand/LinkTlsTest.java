package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.TcpListener;
import org.buslane.tunnel.line.Authority;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.line.TlsHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that speaks TLS, and a server that is played by the test. */
@Timeout(120)
class LinkTlsTest {
    @TempDir
    private Path folder;

    private final TcpListener listener = TcpListener.listen(new InetPlace(InetAddress.getLoopbackAddress(), 0));
    private final MemorySegment buffer = Wording.memory(64 * 1024);
    private final StringBuilder heard = new StringBuilder();
    private Authority authority;

    @BeforeEach
    void sign() {
        authority = new Authority(folder, "bench");
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void framesCrossByTls() {
        try (LinkLoop loop = new LinkLoop(spec(authority.signs("logger", "EC"), "gw.example"))) {
            TlsHandshake handshake = accepted(loop);
            loop.until(() -> handshake.step() == TlsHandshake.Step.DONE);
            try (Line server = handshake.line()) {
                say(server, "< hi >");
                loop.until(() -> hears(server, "< open can0 >"));
                say(server, "< ok >");
                loop.until(() -> hears(server, "< rawmode >"));
                say(server, "< ok >");
                loop.until(() -> loop.report().well());
                for (int i = 0; i < 1000; i++) {
                    say(server, "< frame 123 1.0 DEADBEEFDEADBEEF >");
                }
                loop.until(() -> loop.said().size() == 1000);
                loop.say("321#", "12345678#1122");
                loop.until(() -> hears(server, "< send 12345678 2 11 22 >"));
                assertThat(loop.peer().sent()).hasToString("in 2 = delivered 2");
            }
            loop.until(() -> loop.report().note().equals("it closed the connection"));
        }
    }

    @Test
    void aServerOfAnotherNameIsRefused() {
        try (LinkLoop loop = new LinkLoop(spec(authority.trusted(), "other.example"))) {
            TlsHandshake handshake = accepted(loop);
            loop.until(() -> handshake.step() == TlsHandshake.Step.FAILED
                    || loop.report().note().contains("other.example"));
            loop.until(() -> loop.report().note().contains("other.example"));
            assertThat(loop.count("connections")).isZero();
            handshake.close();
        }
    }

    @Test
    void aNameThatIsLookedUpIsTheOneOfTheCertificate() {
        try (LinkLoop loop = LinkLoop.asking(_ -> listener.local().address(), named("gw.example"))) {
            TlsHandshake handshake = accepted(loop);
            loop.until(() -> handshake.step() == TlsHandshake.Step.DONE);
            handshake.line().close();
        }
        try (LinkLoop loop = LinkLoop.asking(_ -> listener.local().address(), named("other.example"))) {
            TlsHandshake handshake = accepted(loop);
            loop.until(() -> handshake.step() == TlsHandshake.Step.FAILED
                    || loop.report().note().contains("other.example"));
            loop.until(() -> loop.report().note().contains("other.example"));
            handshake.close();
        }
    }

    @Test
    void filesThatAreNotThereAreToldAndLookedForAgain() {
        TlsFiles none = new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(folder.resolve("none.pem")));
        try (LinkLoop loop = new LinkLoop(spec(none, ""))) {
            accepted(loop).close();
            loop.until(() -> loop.report().note().contains("none.pem"));
            assertThat(loop.tunnel().due() - loop.now()).isPositive();
        }
    }

    private SocketcandClientSpec named(String name) {
        return spec(
                new ServerPlace.Named(name, listener.local().port()), authority.signs("logger-of-" + name, "EC"), "");
    }

    private SocketcandClientSpec spec(TlsFiles files, String host) {
        return spec(new ListenPlace.Tcp(listener.local()), files, host);
    }

    private static SocketcandClientSpec spec(ServerPlace server, TlsFiles files, String host) {
        return new SocketcandClientSpec(
                Optional.of(server),
                "can0",
                Policy.everything(),
                Set.of(),
                SocketcandClientSpec.USUAL_AGE,
                SocketcandClientSpec.USUAL_QUEUE,
                Optional.of(files),
                host);
    }

    private TlsHandshake accepted(LinkLoop loop) {
        TlsContext context = TlsContext.server(authority.signs("gateway", "EC", Authority.host("gw.example")));
        List<TlsHandshake> one = new ArrayList<>();
        loop.until(() -> {
            listener.accept().ifPresent(next -> one.add(context.accept(next.stream())));
            return !one.isEmpty();
        });
        return one.getFirst();
    }

    private static void say(Line line, String words) {
        MemorySegment memory = Wording.memory(words);
        assertThat(line.write(memory, 0, words.length())).isEqualTo(words.length());
    }

    private boolean hears(Line line, String end) {
        int count = line.read(buffer, 0, (int) buffer.byteSize());
        heard.append(Wording.text(buffer, 0, Math.max(0, count)));
        return heard.toString().endsWith(end);
    }
}
