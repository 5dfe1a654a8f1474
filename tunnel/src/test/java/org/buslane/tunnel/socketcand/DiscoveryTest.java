package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.socketcand.Discovery.Server;
import org.buslane.tunnel.socketcand.ScriptedServer.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DiscoveryTest {
    private static final InetAddress SOURCE = InetAddress.ofLiteral("198.51.100.5");

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7:29536",
        "2001:db8::7, [2001:db8::7]:29536",
        "127.0.0.1, 127.0.0.1:29536",
        "0.0.0.0, 198.51.100.5:29536",
        "0.0.0.7, 198.51.100.5:29536",
        "255.255.255.255, 198.51.100.5:29536",
        "224.0.0.1, 198.51.100.5:29536",
        "::, 198.51.100.5:29536",
        "bench.local, 198.51.100.5:29536"
    })
    void anAddressThatLeadsNowhereIsTheSenders(String host, String place) {
        assertThat(Discovery.choose(beacon(host, "can0"), SOURCE, "can0"))
                .contains(new Server(InetPlace.parse(place), "can0"));
    }

    @Test
    void aServerHasTheBusOrIsPassedOver() {
        BeaconText beacon = beacon("192.0.2.7", "can0", "can1");
        assertThat(Discovery.choose(beacon, SOURCE, "can1").map(Server::bus)).contains("can1");
        assertThat(Discovery.choose(beacon, SOURCE, "can2")).isEmpty();
        assertThat(Discovery.choose(beacon, SOURCE, "").map(Server::bus)).contains("can0");
        assertThat(Discovery.choose(beacon("192.0.2.7"), SOURCE, "")).isEmpty();
    }

    @Test
    void aClientFindsItsServerByTheBeaconAndAgainWhenItHasMoved() throws IOException {
        String bus = "sought" + ProcessHandle.current().pid();
        try (LinkLoop loop = new LinkLoop(seeking(bus))) {
            for (int i = 0; i < 2; i++) {
                loop.until(() -> loop.report().note().equals("waiting for the beacon of a server"));
                try (ScriptedServer server = ScriptedServer.onTcp()) {
                    tell("hello".getBytes(StandardCharsets.US_ASCII));
                    tell(beacon(server, "another").write());
                    tell(beacon(server, "another", bus).write());
                    Guest guest = server.accepts(loop);
                    guest.says("< hi >");
                    loop.until(() -> guest.heard().equals("< open " + bus + " >"));
                    assertThat(loop.peer().name()).isEqualTo("127.0.0.1:%d/tcp".formatted(server.port()));
                    guest.dies();
                }
                loop.until(() -> loop.report().note().startsWith("ECONNRESET"));
                loop.pass(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void allWhoWaitHearTheBeacon() throws IOException {
        String bus = "shared" + ProcessHandle.current().pid();
        try (LinkLoop one = new LinkLoop(seeking(bus));
                LinkLoop other = new LinkLoop(seeking(bus));
                ScriptedServer server = ScriptedServer.onTcp()) {
            one.turn();
            other.turn();
            tell(beacon(server, bus).write());
            server.accepts(one).close();
            server.accepts(other).close();
            assertThat(one.peer().name()).isEqualTo(other.peer().name());
        }
    }

    private static void tell(byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(
                    datagram, datagram.length, InetAddress.ofLiteral("127.255.255.255"), BeaconText.PORT));
        }
    }

    private static SocketcandClientSpec seeking(String bus) {
        return new SocketcandClientSpec(
                Optional.empty(),
                bus,
                Policy.everything(),
                Set.of(),
                SocketcandClientSpec.USUAL_AGE,
                SocketcandClientSpec.USUAL_QUEUE,
                Optional.empty(),
                "");
    }

    private static BeaconText beacon(ScriptedServer server, String... buses) {
        return new BeaconText("bench", "socketcand", "127.0.0.1", server.port(), List.of(buses));
    }

    private static BeaconText beacon(String host, String... buses) {
        return new BeaconText("bench", "socketcand", host, 29536, List.of(buses));
    }
}
