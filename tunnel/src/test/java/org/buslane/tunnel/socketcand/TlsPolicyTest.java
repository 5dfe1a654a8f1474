package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.line.Authority;
import org.buslane.tunnel.line.TlsFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our clients at our server, which lets them do what is for the names in their certificates. */
@Timeout(120)
class TlsPolicyTest {
    @TempDir
    private Path folder;

    private Authority authority;
    private ServerSpec spec;

    @BeforeEach
    void sign() {
        authority = new Authority(folder, "bench");
        spec = new ServerSpec(
                "test",
                List.of("can0"),
                List.of(new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:0"))),
                Policy.everything(),
                List.of(
                        new ClientRule("name:tester", Policy.everything(), Set.of()),
                        new ClientRule("name:logger", Policy.readOnly(), Set.of())),
                true,
                Limits.USUAL,
                Behaviour.USUAL,
                Optional.of(authority.signs("gateway", "EC", Authority.address("127.0.0.1"))),
                Optional.empty());
    }

    @Test
    void eachMayWhatItsNameMay() {
        try (Served served = new Served(spec);
                LinkLoop tester = client(served, authority.signs("tester", "EC"));
                LinkLoop logger = client(served, authority.signs("logger", "EC"))) {
            tester.until(served, () -> tester.report().well());
            logger.until(served, () -> logger.report().well());
            served.bus.pass(Behaviour.USUAL.holdOff());
            logger.say("111#01");
            logger.until(
                    served,
                    () -> served.bus.peers().stream()
                            .anyMatch(peer -> peer.received().dropped(DropReason.DENIED) == 1));
            tester.say("222#02");
            tester.until(served, () -> !served.bus.said.isEmpty());
            assertThat(served.bus.said).containsExactly("222#02");
            served.bus.frames("333#03");
            served.bus.pass(Behaviour.USUAL.holdOff());
            logger.until(served, () -> logger.said().contains("333#03"));
            tester.until(served, () -> tester.said().contains("333#03"));
        }
    }

    @Test
    void aNameThatNoRuleIsForIsSentAway() {
        try (Served served = new Served(spec);
                LinkLoop visitor = client(served, authority.signs("visitor", "EC"))) {
            visitor.until(served, () -> served.server.report().refused() == 1);
            visitor.until(served, () -> visitor.report().note().equals("it closed the connection"));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedInASentence() {
        TlsFiles strange = new Authority(folder, "others").signs("tester", "Ed25519");
        TlsFiles files = new TlsFiles(
                strange.certificate(), strange.key(), authority.trusted().authority());
        try (Served served = new Served(spec);
                LinkLoop stranger = client(served, files)) {
            stranger.until(served, () -> stranger.report().note().startsWith("it demands"));
            assertThat(stranger.report().note())
                    .isEqualTo("it demands a certificate, and was shown none that it could take");
            Served.await(() -> served.server.report().refused() == 1);
            assertThat(served.server.report().clients()).isZero();
        }
    }

    private static LinkLoop client(Served served, TlsFiles files) {
        Served.await(() -> !served.server.report().listening().isEmpty());
        SocketcandClientSpec usual = ScriptedServer.spec(served.port());
        return new LinkLoop(new SocketcandClientSpec(
                usual.server(),
                usual.bus(),
                usual.policy(),
                usual.dialects(),
                usual.maxAge(),
                usual.queue(),
                Optional.of(files),
                ""));
    }
}
