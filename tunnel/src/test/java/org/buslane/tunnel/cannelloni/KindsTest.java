package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.junit.jupiter.api.Test;

class KindsTest {
    @Test
    void aTunnelOverUdpSaysWhereItListensAndWithWhom() {
        assertThat(udp("0.0.0.0:20000", "192.0.2.7:20000", "[2001:db8::7]:20000")
                        .words())
                .isEqualTo("cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000, [2001:db8::7]:20000");
    }

    @Test
    void kindsAreEqualByWhatTheySay() {
        assertThat(udp("0.0.0.0:20000", "192.0.2.7:20000")).isEqualTo(udp("0.0.0.0:20000", "192.0.2.7:20000"));
        assertThat(udp("0.0.0.0:20000", "192.0.2.7:20000")).isNotEqualTo(udp("0.0.0.0:20000", "192.0.2.7:20001"));
    }

    @Test
    void twoPeersAtOneAddressAreToldApartByTheirPorts() {
        assertThat(udp("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3").peers()).hasSize(2);
    }

    @Test
    void aTunnelOverUdpThatCannotWorkIsRefused() {
        refused(() -> udp("0.0.0.0:1"), "a tunnel over UDP needs a peer");
        refused(() -> udp("0.0.0.0:1", "192.0.2.7:0"), "the peer 192.0.2.7:0 needs a port");
        refused(() -> udp("0.0.0.0:1", "192.0.2.7:7", "192.0.2.7:7"), "the peer 192.0.2.7:7 is named twice");
        refused(() -> udp("0.0.0.0:1", "0.0.0.0:7"), "0.0.0.0:7 is no peer's address");
        refused(() -> udp("127.0.0.1:1", "[::1]:7"), "[::1]:7 cannot be reached from 127.0.0.1:1");
        String[] many = IntStream.rangeClosed(1, 65)
                .mapToObj(port -> "192.0.2.7:" + port)
                .toArray(String[]::new);
        refused(() -> udp("0.0.0.0:1", many), "65 peers, at most 64 are possible");
    }

    @Test
    void aStreamSaysWhoMayCome() {
        assertThat(server(Settings.USUAL).words()).isEqualTo("cannelloni over TCP at 0.0.0.0:20000 for this machine");
        assertThat(server(Settings.USUAL, "192.0.2.7:0").words()).endsWith("for 192.0.2.7");
        assertThat(client("192.0.2.7:20000").words()).isEqualTo("cannelloni over SCTP to 192.0.2.7:20000");
    }

    @Test
    void aStreamThatCannotWorkIsRefused() {
        refused(() -> client("0.0.0.0:1"), "a client needs its server's address and port");
        refused(() -> client("192.0.2.7:0"), "a client needs its server's address and port");
        refused(() -> server(Settings.USUAL, "192.0.2.7:1", "192.0.2.7:2"), "their ports tell nothing");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        InetPlace place = InetPlace.parse("192.0.2.7:20000");
        refused(() -> new Peer(place, Policy.readOnly(), 99), "an MTU is 100 to 65535 bytes, not 99");
        refused(() -> new Settings(-1, 0, TimeoutTable.EMPTY, false, false, 65536, true), "a frame's greatest age");
        refused(() -> new Settings(0, -1, TimeoutTable.EMPTY, false, false, 65536, true), "a timeout");
        refused(() -> new Settings(0, 0, TimeoutTable.EMPTY, false, false, 1, true), "a queue has 8192 to");
        refused(() -> new TimeoutTable(new TreeMap<>(Map.of(0x20000000, 1L))), "an id is 0 to 536870911");
        refused(() -> new TimeoutTable(new TreeMap<>(Map.of(1, -1L))), "the timeout of id 1 is negative");
    }

    private static CannelloniUdp udp(String listen, String... peers) {
        return new CannelloniUdp(InetPlace.parse(listen), peers(peers), Settings.USUAL);
    }

    private static CannelloniStream server(Settings settings, String... peers) {
        return new CannelloniStream(
                Transport.TCP,
                Role.SERVER,
                InetPlace.parse("0.0.0.0:20000"),
                Policy.readOnly(),
                Mtu.USUAL,
                peers(peers),
                settings);
    }

    private static CannelloniStream client(String server) {
        return new CannelloniStream(
                Transport.SCTP,
                Role.CLIENT,
                InetPlace.parse(server),
                Policy.readOnly(),
                Mtu.USUAL,
                List.of(),
                Settings.USUAL);
    }

    private static List<Peer> peers(String... places) {
        return List.of(places).stream()
                .map(place -> new Peer(InetPlace.parse(place), Policy.readOnly(), Mtu.USUAL))
                .toList();
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(sentence);
    }
}
