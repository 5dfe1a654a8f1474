package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;
import org.junit.jupiter.api.Test;

class SocketcandClPlanTest {
    private static final Policy EVERYTHING = new Policy(RuleSet.parse("allr"), RuleSet.parse("allr"), false);

    private static SocketcandClientSpec plan(String line) {
        return SocketcandClPlan.of(SocketcandClArguments.parse(List.of(line.split(" "))));
    }

    @Test
    void aServerReadsAndWritesEverything() {
        assertThat(plan("--server 192.0.2.5 --interfaces can1,can2"))
                .isEqualTo(SocketcandClientSpec.of(
                        new ListenPlace.Tcp(InetPlace.parse("192.0.2.5:29536")), "can1", EVERYTHING));
    }

    @Test
    void aNameStaysOneAsItMayLeadElsewhereLater() {
        assertThat(plan("--server bench --port 29537 --interfaces can1"))
                .isEqualTo(SocketcandClientSpec.of(new ServerPlace.Named("bench", 29_537), "can1", EVERYTHING));
        assertThat(plan("-v").server()).contains(new ServerPlace.Named("localhost", 29_536));
    }

    @Test
    void aCertificateIsThatOfTheNameThatWasTyped() {
        assertThat(plan("--server bench -i can1 --tls-authority a.pem --dialect rtr"))
                .isEqualTo(new SocketcandClientSpec(
                        Optional.of(new ServerPlace.Named("bench", 29_536)),
                        "can1",
                        EVERYTHING,
                        Set.of(Dialect.RTR),
                        SocketcandClientSpec.USUAL_AGE,
                        SocketcandClientSpec.USUAL_QUEUE,
                        Optional.of(new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(Path.of("a.pem")))),
                        "bench"));
    }

    @Test
    void aUnixSocketAndABeaconNeedNoName() {
        assertThat(plan("-u /run/can").server()).contains(new ListenPlace.Unix("/run/can"));
        assertThat(plan("--discover can3"))
                .extracting(SocketcandClientSpec::server, SocketcandClientSpec::bus, SocketcandClientSpec::host)
                .containsExactly(Optional.empty(), "can3", "");
    }

    @Test
    void aBusThatIsNoWordIsRefused() {
        assertThatThrownBy(() -> plan("-i can0>,can0"))
                .isInstanceOf(NodeException.class)
                .hasMessage("a server's bus is one word such as can0, not 'can0>'");
    }
}
