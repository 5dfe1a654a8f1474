package org.buslane.node.config;

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
import org.buslane.node.socketcand.DeclaredServer;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.ClientRule;
import org.buslane.tunnel.socketcand.Dialect;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.ServerSpec.Beaconing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketcandReaderTest {
    private static ListenPlace tcp(String place) {
        return new ListenPlace.Tcp(InetPlace.parse(place));
    }

    private static List<DeclaredServer> servers(String yaml) {
        return GatewayConfig.parseNode("f", yaml.replace(';', '\n')).servers();
    }

    @Test
    void whoSaysNoMoreThanTheBusServesThisMachine() {
        assertThat(servers("tunnels: [{socketcand: {buses: can0}}]"))
                .containsExactly(new DeclaredServer(
                        new ServerSpec(
                                "socketcand 127.0.0.1:29536/tcp",
                                List.of("can0"),
                                List.of(tcp("127.0.0.1:29536")),
                                Policy.readOnly(),
                                List.of(),
                                false,
                                Limits.USUAL,
                                Behaviour.USUAL,
                                Optional.empty(),
                                Optional.empty()),
                        Set.of(),
                        false));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(servers("""
                        buses: [vbus0]
                        tunnels:
                          - socketcand:
                              name: bench
                              buses: [can0, vbus0]
                              listen: [0.0.0.0, "[::]:29537", 29538, "unix:/run/can", "unix:@can"]
                              read: 100-1FF
                              write: 200
                              clients:
                                - 192.0.2.7
                                - {at: 2001:db8::/32, write: all, buses: [can0]}
                                - {at: name:bench, write: none, error-frames: true}
                              any-client: true
                              max-clients: 5
                              max-jobs: 6
                              max-commands: 7
                              min-interval: 2ms
                              tls: {certificate: /c.pem, key: /k.pem, authority: /a.pem}
                              beacon: {name: host, description: text}
                              configure: true
                              dialect: [rtr, fdframe]
                              strict: false
                              quick-ack: true
                              hold-off: 10ms
                        """))
                .containsExactly(new DeclaredServer(
                        new ServerSpec(
                                "bench",
                                List.of("can0", "vbus0"),
                                List.of(
                                        tcp("0.0.0.0:29536"),
                                        tcp("[::]:29537"),
                                        tcp("127.0.0.1:29538"),
                                        new ListenPlace.Unix("/run/can"),
                                        new ListenPlace.Unix("can")),
                                policy("100-1FF", "200", false),
                                List.of(
                                        new ClientRule("192.0.2.7", policy("100-1FF", "200", false), Set.of()),
                                        new ClientRule(
                                                "2001:db8::/32", policy("100-1FF", "all", false), Set.of("can0")),
                                        new ClientRule("name:bench", policy("100-1FF", "none", true), Set.of())),
                                false,
                                new Limits(5, 6, 7, 2_000_000),
                                new Behaviour(
                                        Set.of(Dialect.RTR, Dialect.FDFRAME),
                                        0x1fff_ffff,
                                        false,
                                        true,
                                        10_000_000,
                                        Behaviour.USUAL.queue(),
                                        Behaviour.USUAL.reel()),
                                Optional.of(new TlsFiles(
                                        Optional.of(Path.of("/c.pem")),
                                        Optional.of(Path.of("/k.pem")),
                                        Optional.of(Path.of("/a.pem")))),
                                Optional.of(new Beaconing("host", "text"))),
                        Set.of("vbus0"),
                        true));
    }

    private static Policy policy(String read, String write, boolean errorFrames) {
        return new Policy(RuleSet.parse(read), RuleSet.parse(write), errorFrames);
    }

    @Test
    void whoSaysWhichErrorFramesMeansThatClientsHearOfThem() {
        ServerSpec spec = servers("tunnels: [{socketcand: {buses: can0, error-mask: 0x4}}]")
                .getFirst()
                .spec();
        assertThat(spec.behaviour().errorMask()).isEqualTo(4);
        assertThat(spec.policy().errorFrames()).isTrue();
    }

    @Test
    void whomNoRuleNamesMayNotComeWhereRulesAre() {
        assertThat(servers("tunnels: [{socketcand: {buses: a, listen: 0.0.0.0, clients: [192.0.2.7]}}]"))
                .extracting(server -> server.spec().isClosed())
                .containsExactly(true);
        assertThat(servers("tunnels: [{socketcand: {buses: a, listen: 0.0.0.0, any-client: true}}]"))
                .extracting(server -> server.spec().isClosed())
                .containsExactly(false);
        assertThat(servers("tunnels: [{socketcand: {buses: a, listen: 0.0.0.0,"
                        + " tls: {certificate: /c, key: /k, authority: /a}}}]"))
                .as("certificates tell who may")
                .extracting(server -> server.spec().isClosed())
                .containsExactly(false);
    }

    /** Documents, with {@code ;} for a new line, and what is said about them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                         | f:1:24: tunnels[0].socketcand lacks the key 'buses'
            {buses: []}                                | f:1:24: tunnels[0].socketcand is wrong: a server has a bus and a place where it listens at least
            {buses: [a, a]}                            | f:1:36: tunnels[0].socketcand.buses[1] is there twice
            {buses: [a/b]}                             | f:1:33: tunnels[0].socketcand.buses[0] is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not 'a/b'
            {buses: a, listen: eth0}                   | f:1:43: tunnels[0].socketcand.listen is wrong: 'eth0' has no port: write 192.0.2.7:20000 or [2001:db8::7]:20000
            {buses: a, listen: "unix:x"}               | f:1:43: tunnels[0].socketcand.listen is unix:/PATH or unix:@NAME of at most 106 characters, not 'unix:x'
            {buses: a, listen: 0.0.0.0}                | f:1:43: tunnels[0].socketcand.listen is open to other machines: name their addresses in 'clients', or let 'any-client' be true
            {buses: a, listen: ["[::]:1", "0.0.0.0:1"]} | f:1:43: tunnels[0].socketcand.listen has '[::]:1', which is for all addresses of IPv4, too: leave the others of that port out
            {buses: a, clients: [here]}                | f:1:45: tunnels[0].socketcand.clients[0] is an address such as 192.0.2.7, a network such as 192.0.2.0/24, name:NAME or unix, not 'here'
            {buses: a, clients: [192.0.2.0/33]}        | f:1:45: tunnels[0].socketcand.clients[0] is an address such as 192.0.2.7, a network such as 192.0.2.0/24, name:NAME or unix, not '192.0.2.0/33'
            {buses: a, clients: [{read: all}]}         | f:1:45: tunnels[0].socketcand.clients[0] lacks the key 'at'
            {buses: a, clients: [name:me]}             | f:1:45: tunnels[0].socketcand.clients[0] is in a certificate, which clients show only with 'authority' in 'tls' of the server
            {buses: a, clients: [{at: "::1", buses: [b]}]} | f:1:65: tunnels[0].socketcand.clients[0].buses[0] is none of the server's buses; there is a
            {buses: a, max-clients: 0}                 | f:1:24: tunnels[0].socketcand is wrong: at least 1 client, 0 jobs and 0 commands, not 0, 256 and 0
            {buses: a, tls: {key: /k}}                 | f:1:40: tunnels[0].socketcand.tls lacks the key 'certificate'
            {buses: a, tls: {certificate: c, key: /k}} | f:1:54: tunnels[0].socketcand.tls.certificate is a whole path such as /etc/buslane/host.pem, not 'c'
            {buses: a, beacon: {host: x}}              | f:1:44: tunnels[0].socketcand.beacon.host is no key; there is name, description
            {buses: a, dialect: fd}                    | f:1:44: tunnels[0].socketcand.dialect is of fdframe, long-frame and rtr, not 'fd'
            {buses: a, dialect: [fdframe, long-frame]} | f:1:24: tunnels[0].socketcand is wrong: FD frames have one dialect: fdframe or long-frame
            {buses: a, error-mask: 2FFFFFFF}           | f:1:47: tunnels[0].socketcand.error-mask is a mask in hex of up to 1FFFFFFF, not '2FFFFFFF'
            {buses: a, hold-off: 2s}                   | f:1:24: tunnels[0].socketcand is wrong: a hold-off is 0 to 1 s, not 2000000000 ns
            {buses: a, clinets: []}                    | f:1:35: tunnels[0].socketcand.clinets is no key; did you mean 'clients'?
            """)
    void aMistakeNamesItsPlace(String server, String sentence) {
        assertThatThrownBy(() -> servers("tunnels: [{socketcand: " + server + "}]"))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }

    @Test
    void noTwoServersHaveOneNameOnABusOrListenAtOnePlace() {
        String twice = "tunnels: [{socketcand: {buses: a, listen: 1}}, {%s}]";
        assertThatThrownBy(() -> servers(twice.formatted("socketcand: {buses: b, listen: 1}")))
                .hasMessageEndingWith("tunnels[1].socketcand.listen is where another tunnel listens already, by"
                        + " tunnels[0].socketcand.listen");
        assertThatThrownBy(() -> servers(twice.formatted("cannelloni: {bus: b, tcp-server: 1}")))
                .hasMessageEndingWith("tunnels[1].cannelloni.tcp-server is where another tunnel listens already, by"
                        + " tunnels[0].socketcand.listen");
        assertThatThrownBy(() -> servers("tunnels: [{socketcand: {name: n, buses: [a, b], listen: 1}},"
                        + " {socketcand: {name: n, buses: b, listen: 2}}]"))
                .hasMessageEndingWith("tunnels[1].socketcand.name makes a second 'b n': give it a name");
        assertThatThrownBy(() -> servers("tunnels: [{}]"))
                .hasMessageContaining("is in one format: cannelloni or socketcand or socketcandcl");
    }
}
