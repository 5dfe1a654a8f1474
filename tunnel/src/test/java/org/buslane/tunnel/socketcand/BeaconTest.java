package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.UdpOptions;
import org.buslane.linux.inet.UdpSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BeaconTest {
    private static final BeaconRoute.Home LO = home("127.0.0.1", 8);
    private static final BeaconRoute.Home LAN = home("192.0.2.7", 24);
    private static final BeaconRoute.Home OTHER = home("198.51.100.130", 26);

    @Test
    void aServerAtOneAddressIsToldOfOnItsNetwork() {
        assertThat(routes("198.51.100.130:29536", LO, LAN, OTHER))
                .containsExactly(route("198.51.100.191:42000", "198.51.100.130:29536"));
    }

    @Test
    void loIsToldOfOnItsOwnBroadcastAddress() {
        assertThat(routes("127.0.0.1:29536", LO, LAN))
                .containsExactly(route("127.255.255.255:42000", "127.0.0.1:29536"));
    }

    @Test
    void aServerEverywhereIsToldOfEverywhereByTheAddressThere() {
        assertThat(routes("0.0.0.0:29536", LO, LAN, OTHER))
                .containsExactly(
                        route("192.0.2.255:42000", "192.0.2.7:29536"),
                        route("198.51.100.191:42000", "198.51.100.130:29536"));
        assertThat(routes("[::]:29536", LO, LAN)).containsExactly(route("192.0.2.255:42000", "192.0.2.7:29536"));
        assertThat(routes("0.0.0.0:29536", LO)).containsExactly(route("127.255.255.255:42000", "127.0.0.1:29536"));
    }

    @Test
    void anAddressThatIsNotThereIsNotToldOf() {
        assertThat(routes("203.0.113.1:29536", LO, LAN)).isEmpty();
        assertThat(routes("[::1]:29536", LO, LAN)).isEmpty();
    }

    @Test
    void itComesToWhoeverListens() {
        try (UdpSocket listener =
                UdpSocket.bind(InetPlace.parse("127.255.255.255:0"), new UdpOptions(BeaconText.MOST, 0, 0))) {
            Beacon beacon = new Beacon(
                    new ServerSpec.Beaconing("bench", "a & b"),
                    List.of("can0", "can1"),
                    listener.local().port());

            beacon.send(List.of(InetPlace.parse("127.0.0.1:29536")), 100);

            assertThat(beacon.due()).isEqualTo(100 + Beacon.BETWEEN);
            Served.await(() -> listener.receive() == 1);
            byte[] text = listener.memory()
                    .asSlice(listener.offset(0), listener.length(0))
                    .toArray(ValueLayout.JAVA_BYTE);
            assertThat(new String(text, StandardCharsets.UTF_8))
                    .isEqualTo("<CANBeacon name=\"bench\" type=\"SocketCAN\" description=\"a &amp; b\">\n"
                            + "<URL>can://127.0.0.1:29536</URL><Bus name=\"can0\"/><Bus name=\"can1\"/></CANBeacon>");
        }
    }

    private static List<BeaconRoute> routes(String listening, BeaconRoute.Home... homes) {
        return BeaconRoute.of(List.of(InetPlace.parse(listening)), List.of(homes), BeaconText.PORT);
    }

    private static BeaconRoute route(String to, String server) {
        return new BeaconRoute(InetPlace.parse(to), InetPlace.parse(server));
    }

    private static BeaconRoute.Home home(String address, int bits) {
        return new BeaconRoute.Home((Inet4Address) InetAddress.ofLiteral(address), bits);
    }
}
