package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.Mtu;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections whose line is cut without a word: no packet says so to either end. */
@OnKernels({"6.1", "6.12"})
class LostLineTest {
    @BeforeEach
    void aLine() throws IOException, InterruptedException {
        run("modprobe sctp");
        run("ip link set lo up");
    }

    @AfterEach
    void noTrafficControl() throws IOException, InterruptedException {
        new ProcessBuilder("tc", "qdisc", "del", "dev", "lo", "root").start().waitFor();
    }

    private static void run(String command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor())
                .as(command)
                .isZero();
    }

    private static CannelloniStream kind(Transport transport, Role role, InetPlace place) {
        return new CannelloniStream(transport, role, place, Policy.everything(), Mtu.USUAL, List.of(), Settings.USUAL);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aPeerBehindItIsMissedAndFoundAgain(Transport transport) throws IOException, InterruptedException {
        InetPlace any = InetPlace.parse("127.0.0.1:0");
        try (TurnedBus server = new TurnedBus(kind(transport, Role.SERVER, any));
                TurnedBus client =
                        new TurnedBus(kind(transport, Role.CLIENT, InetPlace.parse("127.0.0.1:" + server.port())))) {
            server.until(() -> client.report().well() && guests(server) == 1, client);
            run("tc qdisc add dev lo root netem loss 100%");
            client.say("001#");
            server.say("002#");
            server.until(() -> !client.report().well() && guests(server) == 0, client);
            assertThat(client.report().note()).contains("ETIMEDOUT");
            run("tc qdisc del dev lo root");

            server.until(() -> client.report().well() && guests(server) == 1, client);
            client.say("003#");
            server.until(() -> server.said().contains("003#"), client);
            assertThat(client.peer(0).sent().isBalanced()).isTrue();
        }
    }

    private static long guests(TurnedBus server) {
        return server.report().peers().stream()
                .filter(peer -> !peer.name().equals("others"))
                .filter(PeerReport::well)
                .count();
    }
}
