package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.line.Authority;
import org.buslane.tunnel.line.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our client and our server, over real sockets. */
@Timeout(120)
class TwoOfUsTest {
    private static final Duration HOLD_OFF = Duration.ofNanos(Behaviour.USUAL.holdOff());
    private static final Set<Dialect> DIALECTS = EnumSet.of(Dialect.FDFRAME, Dialect.RTR);

    @Test
    void theyUnderstandEachOtherInEveryDialect() {
        try (Served served = new Served(spec(DIALECTS, Optional.empty()));
                LinkLoop loop = new LinkLoop(client(served, DIALECTS, Optional.empty()))) {
            crossesBothWays(served, loop);
        }
    }

    @Test
    void theyDoSoByTls(@TempDir Path folder) {
        Authority authority = new Authority(folder, "bench");
        TlsFiles gateway = authority.signs("gateway", "EC", Authority.address("127.0.0.1"));
        Optional<TlsFiles> logger = Optional.of(authority.signs("logger", "EC"));
        try (Served served = new Served(spec(DIALECTS, Optional.of(gateway)));
                LinkLoop loop = new LinkLoop(client(served, DIALECTS, logger))) {
            crossesBothWays(served, loop);
        }
    }

    private static void crossesBothWays(Served served, LinkLoop loop) {
        loop.until(served, () -> loop.report().well());
        served.bus.pass(HOLD_OFF.toNanos());
        loop.say("123#R4", "12345678#1122", "123##4AABB");
        loop.until(served, () -> served.bus.said.size() == 3);
        served.bus.frames("321#R", "1FFFFFFF#0102030405060708", "7FF##4" + "5A".repeat(64));
        served.bus.pass(HOLD_OFF.toNanos());
        loop.until(served, () -> loop.said().size() == 3);
        assertThat(served.bus.said).containsExactly("123#R4", "12345678#1122", "123##4AABB");
        assertThat(loop.said()).containsExactly("321#R", "1FFFFFFF#0102030405060708", "7FF##4" + "5A".repeat(64));
        loop.expectBalance();
    }

    private static ServerSpec spec(Set<Dialect> dialects, Optional<TlsFiles> tls) {
        Behaviour usual = Behaviour.USUAL;
        Behaviour behaviour = new Behaviour(dialects, 0, true, false, usual.holdOff(), usual.queue(), usual.reel());
        return new ServerSpec(
                "test",
                List.of("can0"),
                List.of(new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:0"))),
                Policy.everything(),
                List.of(),
                false,
                Limits.USUAL,
                behaviour,
                tls,
                Optional.empty());
    }

    private static SocketcandClientSpec client(Served served, Set<Dialect> dialects, Optional<TlsFiles> tls) {
        Served.await(() -> !served.server.report().listening().isEmpty());
        SocketcandClientSpec usual = ScriptedServer.spec(served.port());
        return new SocketcandClientSpec(
                usual.server(), usual.bus(), usual.policy(), dialects, usual.maxAge(), usual.queue(), tls, "");
    }
}
