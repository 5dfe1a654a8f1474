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
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketcandClReaderTest {
    private static final ListenPlace SERVER = new ListenPlace.Tcp(InetPlace.parse("192.0.2.7:29536"));

    private static List<TunnelSpec> tunnels(String client) {
        return GatewayConfig.parseNode("f", "tunnels: [{socketcandcl: " + client + "}]")
                .tunnels();
    }

    @Test
    void aServerReadsAndWritesNothingButDataIfNothingIsSaid() {
        assertThat(tunnels("{bus: can0, server: 192.0.2.7}"))
                .containsExactly(new TunnelSpec(
                        "can0 socketcandcl to can0 of 192.0.2.7:29536/tcp",
                        "can0",
                        SocketcandClientSpec.of(SERVER, "can0", Policy.readOnly())));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(tunnels("{name: far, bus: can0, server: \"192.0.2.7:29536\", server-bus: can1, read: 100-1FF,"
                        + " write: allr, error-frames: true, max-age: 0s, dialect: [rtr],"
                        + " tls: {authority: /a.pem, host: bench.example}}"))
                .containsExactly(new TunnelSpec(
                        "far",
                        "can0",
                        new SocketcandClientSpec(
                                Optional.of(SERVER),
                                "can1",
                                new Policy(RuleSet.parse("100-1FF"), RuleSet.parse("allr"), true),
                                Set.of(Dialect.RTR),
                                0,
                                SocketcandClientSpec.USUAL_QUEUE,
                                Optional.of(new TlsFiles(
                                        Optional.empty(), Optional.empty(), Optional.of(Path.of("/a.pem")))),
                                "bench.example")));
    }

    @Test
    void withoutAPlaceItIsFoundByItsBeacon() {
        assertThat(tunnels("{bus: can0}"))
                .extracting(tunnel -> tunnel.kind().words())
                .containsExactly("socketcand's can0 by its beacon");
        assertThat(tunnels("{bus: can0, server: \"unix:@can\"}"))
                .extracting(tunnel -> tunnel.kind().words())
                .containsExactly("socketcand's can0 at unix @can");
    }

    @Test
    void twoConnectionsToOneBusOfAServerWouldHearEachFrameTwice() {
        assertThatThrownBy(() -> tunnels("{bus: a, server: 192.0.2.7}}, {socketcandcl: {name: b, bus: a,"
                        + " server-bus: a, server: \"192.0.2.7:29536\"}"))
                .hasMessageEndingWith("tunnels[1].socketcandcl.server is a peer of bus 'a' already, by"
                        + " tunnels[0].socketcandcl.server: it would hear each frame twice");
        assertThat(tunnels("{bus: a, server: 192.0.2.7}}, {socketcandcl: {bus: a, server-bus: b, server: 192.0.2.7}"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {server: 192.0.2.7}                        | f:1:26: tunnels[0].socketcandcl lacks the key 'bus'
            {bus: a, server: bench.example}            | f:1:43: tunnels[0].socketcandcl.server is wrong: 'bench.example' has no port: write 192.0.2.7:20000 or [2001:db8::7]:20000
            {bus: a, server: 0.0.0.0}                  | f:1:26: tunnels[0].socketcandcl is wrong: a client needs its server's address and port, not 0.0.0.0:29536
            {bus: a, server: "unix:@x", tls: {}}       | f:1:26: tunnels[0].socketcandcl is wrong: TLS is for TCP, not for unix @x
            {bus: a, server-bus: "b c"}                | f:1:26: tunnels[0].socketcandcl is wrong: a server's bus is one word such as can0, not 'b c'
            {bus: a, tls: {certificate: /c}}           | f:1:40: tunnels[0].socketcandcl.tls is wrong: a certificate and its key go together
            {bus: a, clients: []}                      | f:1:35: tunnels[0].socketcandcl.clients is no key; there is name, bus, server, server-bus, max-age, dialect, tls, read, write, error-frames
            """)
    void aMistakeNamesItsPlace(String client, String sentence) {
        assertThatThrownBy(() -> tunnels(client))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }
}
