package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.TimeoutTable;
import org.buslane.tunnel.cannelloni.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelReaderTest {
    private static final InetPlace FAR = InetPlace.parse("192.0.2.7:20000");

    private static List<TunnelSpec> tunnels(String yaml) {
        return GatewayConfig.parseNode("f", yaml.replace(';', '\n')).tunnels();
    }

    @Test
    void aTunnelOverUdpHasPeersEachWithItsRules() {
        assertThat(tunnels("""
                        tunnels:
                          - cannelloni:
                              bus: can0
                              udp: "0.0.0.0:20000"
                              peers: ["192.0.2.7:20000", {at: "[2001:db8::7]:20001", read: 100-1FF, write: all, mtu: 576}]
                              mtu: 1400
                        """))
                .containsExactly(new TunnelSpec(
                        "can0 udp 0.0.0.0:20000",
                        "can0",
                        new CannelloniUdp(
                                InetPlace.parse("0.0.0.0:20000"),
                                List.of(
                                        new Peer(FAR, Policy.readOnly(), 1400),
                                        new Peer(
                                                InetPlace.parse("[2001:db8::7]:20001"),
                                                new Policy(RuleSet.parse("100-1FF"), RuleSet.parse("all"), false),
                                                576)),
                                Settings.USUAL)));
    }

    @Test
    void aPortAloneIsThisMachinesOwn() {
        assertThat(tunnels("tunnels: [{cannelloni: {bus: can0, tcp-server: 20001, any-peer: true}}]"))
                .containsExactly(new TunnelSpec(
                        "can0 tcp 127.0.0.1:20001",
                        "can0",
                        new CannelloniStream(
                                Transport.TCP,
                                Role.SERVER,
                                InetPlace.parse("127.0.0.1:20001"),
                                Policy.readOnly(),
                                1500,
                                List.of(),
                                new Settings(
                                        100_000_000, 0, TimeoutTable.EMPTY, false, true, Settings.USUAL_QUEUE, true))));
    }

    @Test
    void aClientHasItsServerAndTimes() {
        assertThat(tunnels("""
                        tunnels:
                          - cannelloni:
                              {name: far, bus: can1, sctp-client: "192.0.2.7:20000", write: allr, error-frames: true,
                               max-age: 0s, timeout: 1ms, timeouts: {"1A0": 100us}, sort: true, reports: false}
                        """))
                .containsExactly(new TunnelSpec(
                        "far",
                        "can1",
                        new CannelloniStream(
                                Transport.SCTP,
                                Role.CLIENT,
                                FAR,
                                new Policy(RuleSet.parse("all"), RuleSet.parse("allr"), true),
                                1500,
                                List.of(),
                                new Settings(
                                        0,
                                        1_000_000,
                                        new TimeoutTable(new TreeMap<>(Map.of(0x1A0, 100_000L))),
                                        true,
                                        false,
                                        Settings.USUAL_QUEUE,
                                        false))));
    }

    @Test
    void whoMayComeToAServerIsToldByAddressAlone() {
        assertThat(tunnels(
                        "tunnels: [{cannelloni: {bus: a, tcp-server: '[::]:1', peers: ['2001:db8::7', 192.0.2.7]}}]"))
                .extracting(tunnel -> tunnel.kind().words())
                .containsExactly("cannelloni over TCP at [::]:1 for 2001:db8:0:0:0:0:0:7, 192.0.2.7");
    }

    @Test
    void aTunnelNeedsNoBusThatIsDeclared() {
        assertThat(GatewayConfig.parseNode(
                        "f", "buses: [vbus0]\ntunnels: [{cannelloni: {bus: can7, tcp-client: '192.0.2.7:1'}}]"))
                .satisfies(node -> assertThat(node.virtual().residents()).isEmpty())
                .satisfies(node -> assertThat(node.tunnels()).hasSize(1));
    }

    /** Documents, with {@code ;} for a new line, and what is said about them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tunnels: []                                         | f:1:1: the file declares no bus, no lane, no tunnel and no rule of can-gw
            tunnels: x                                          | f:1:10: tunnels is a list, each item on a line that begins with '- ', not 'x'
            tunnels: [{socketcand: {}}]                         | f:1:24: tunnels[0].socketcand lacks the key 'buses'
            tunnels: [{cannelloni: {bus: a}}]                   | f:1:24: tunnels[0].cannelloni is reached by udp, tcp-server, tcp-client, sctp-server, sctp-client: it has one of these keys
            tunnels: [{cannelloni: {udp: 1, peers: ["127.0.0.1:2"]}}] | f:1:24: tunnels[0].cannelloni lacks the key 'bus'
            tunnels: [{cannelloni: {bus: a, udp: 1, tcp-server: 1}}] | f:1:53: tunnels[0].cannelloni.tcp-server is too much, as there is 'udp' already: give each a tunnel of its own
            tunnels: [{cannelloni: {bus: a, udp: 1}}]           | f:1:24: tunnels[0].cannelloni lacks the key 'peers'
            tunnels: [{cannelloni: {bus: a, udp: 1, peers: []}}] | f:1:24: tunnels[0].cannelloni is wrong: a tunnel over UDP needs a peer: it sends to nobody else
            tunnels: [{cannelloni: {bus: a, udp: here}}]        | f:1:38: tunnels[0].cannelloni.udp is wrong: 'here' has no port: write 192.0.2.7:20000 or [2001:db8::7]:20000
            tunnels: [{cannelloni: {bus: a, udp: 70000}}]       | f:1:38: tunnels[0].cannelloni.udp is wrong: a port is 0 to 65535, not 70000
            tunnels: [{cannelloni: {bus: a, udp: 1, peers: ["far.example:2"]}}] | f:1:49: tunnels[0].cannelloni.peers[0] is wrong: 'far.example' is no address
            tunnels: [{cannelloni: {bus: a, udp: 1, peers: ["192.0.2.7:2"]}}] | f:1:49: tunnels[0].cannelloni.peers[0] is not on this machine, and who listens at 127.0.0.1:1 reaches nobody else: let tunnels[0].cannelloni.udp be such as "0.0.0.0:1"
            tunnels: [{cannelloni: {bus: a, udp: "0.0.0.0:1", peers: [{at: "192.0.2.7:2", mut: 9}]}}] | f:1:79: tunnels[0].cannelloni.peers[0].mut is no key; did you mean 'mtu'?
            tunnels: [{cannelloni: {bus: a, udp: "0.0.0.0:1", peers: [{at: "192.0.2.7:2", mtu: 9}]}}] | f:1:64: tunnels[0].cannelloni.peers[0].at is wrong: an MTU is 100 to 65535 bytes, not 9
            tunnels: [{cannelloni: {bus: a, udp: "0.0.0.0:1", peers: ["192.0.2.7:2"], read: zz}}] | f:1:81: tunnels[0].cannelloni.read has a mistake:*
            tunnels: [{cannelloni: {bus: a, tcp-server: 1, peers: ["192.0.2.7:2"]}}] | f:1:56: tunnels[0].cannelloni.peers[0] is an address alone such as 192.0.2.7, as who comes has any port, not '192.0.2.7:2'
            tunnels: [{cannelloni: {bus: a, tcp-server: 1, sort: true}}] | f:1:54: tunnels[0].cannelloni.sort is of datagrams, and TCP has none
            tunnels: [{cannelloni: {bus: a, sctp-client: "192.0.2.7:1", any-peer: true}}] | f:1:71: tunnels[0].cannelloni.any-peer is of one that listens, and this one is a client
            tunnels: [{cannelloni: {bus: a, sctp-client: "192.0.2.7:1", timeouts: {"1": 1ms}}}] | f:1:71: tunnels[0].cannelloni.timeouts goes with timeout, without which no frame waits
            tunnels: [{cannelloni: {bus: a, sctp-client: "192.0.2.7:1", timeout: 1ms, timeouts: {x: 1ms}}}] | f:1:89: tunnels[0].cannelloni.timeouts.x is of an id in hex such as "1A0", not of 'x'
            tunnels: [{cannelloni: {bus: a, tcp-client: "192.0.2.7:1", max-age: 5}}] | f:1:69: tunnels[0].cannelloni.max-age is a time such as 10ms, 1.5s or 2min, not '5'
            tunnels: [{cannelloni: {bus: a, tcp-client: "192.0.2.7:1", max-age: 2h}}] | f:1:24: tunnels[0].cannelloni is wrong: a frame's greatest age is 0 to 1 hour, not 7200000000000 ns
            tunnels: [{cannelloni: {bus: a/b, tcp-client: "192.0.2.7:1"}}] | f:1:30: tunnels[0].cannelloni.bus is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not 'a/b'
            tunnels: [{cannelloni: {bus: a, name: "b c", tcp-client: "192.0.2.7:1"}}] | f:1:39: tunnels[0].cannelloni.name is 1 to 32 letters, digits, '_', '.' or '-', the first a letter or digit, not 'b c'
            """)
    void aMistakeNamesItsPlace(String document, String sentence) {
        String end = sentence.endsWith("*") ? "" : "$";
        String pattern = "^\\Q" + sentence.replaceAll("\\*$", "") + "\\E" + (end.isEmpty() ? ".*" : "");
        assertThatThrownBy(() -> tunnels(document))
                .isInstanceOf(NodeException.class)
                .message()
                .matches(pattern);
    }

    private static final String CLIENT = "{cannelloni: {bus: a, tcp-client: \"192.0.2.7:1\"}}";

    @Test
    void whoIsAPeerOfABusTwiceWouldHearEachFrameTwice() {
        assertThatThrownBy(() -> tunnels("tunnels: [" + CLIENT
                        + ", {cannelloni: {bus: a, udp: \"0.0.0.0:2\", peers: [\"192.0.2.7:1\"]}}]"))
                .hasMessageEndingWith("tunnels[1].cannelloni.peers[0] is a peer of bus 'a' already, by"
                        + " tunnels[0].cannelloni.tcp-client: it would hear each frame twice");
        assertThat(tunnels("tunnels: [" + CLIENT + ", {cannelloni: {bus: b, tcp-client: \"192.0.2.7:1\"}}]"))
                .hasSize(2);
    }

    @Test
    void twoDoNotListenAtOnePlaceNorHaveOneName() {
        assertThatThrownBy(() -> tunnels(
                        "tunnels: [{cannelloni: {bus: a, tcp-server: 1}}," + " {cannelloni: {bus: b, tcp-server: 1}}]"))
                .hasMessageEndingWith("tunnels[1].cannelloni.tcp-server is where another tunnel listens already, by"
                        + " tunnels[0].cannelloni.tcp-server");
        assertThatThrownBy(() -> tunnels("buses: [{name: v, ecus: [seat]}];"
                        + "tunnels: [{cannelloni: {name: seat, bus: a, tcp-server: 1}}]"))
                .hasMessageEndingWith("tunnels[0].cannelloni.name makes a second 'seat': give it a name");
    }
}
