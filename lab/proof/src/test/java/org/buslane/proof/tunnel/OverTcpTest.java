package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.linux.inet.InetPlace;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two buses and cannelloni's streams between them, on a wire that takes its time. */
@OnKernels({"6.1", "6.12"})
@Timeout(300)
class OverTcpTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final InetPlace LEFT = InetPlace.parse("10.9.0.1:20000");
    private static final Peer RIGHT = new Peer(InetPlace.parse("10.9.0.2:0"), Policy.everything(), 1500);

    private final Distance distance = new Distance();
    private final Site left = distance.left();
    private final Site right = distance.right();

    @AfterEach
    void end() {
        distance.close();
    }

    private static TunnelKind server(Transport transport) {
        return new CannelloniStream(
                transport, Role.SERVER, LEFT, Policy.everything(), 1500, List.of(RIGHT), Settings.USUAL);
    }

    private static TunnelKind client(Transport transport) {
        return new CannelloniStream(transport, Role.CLIENT, LEFT, Policy.everything(), 1500, List.of(), Settings.USUAL);
    }

    private void open(Transport transport) {
        left.open(server(transport));
        right.open(client(transport));
        awaitConnected();
    }

    private void awaitConnected() {
        left.awaitUp();
        right.awaitUp();
        Await.until(() -> left.peer().well() && right.peer().well(), () -> left.report() + " " + right.report());
    }

    private void assertCrossing(String... frames) {
        try (Candump here = left.dump();
                Candump there = right.dump()) {
            left.buses().send("can0", frames);
            assertThat(there.awaitFrames(frames.length, SOON)).hasSize(frames.length);
            right.buses().send("can0", frames);
            assertThat(here.awaitFrames(2 * frames.length, SOON)).hasSize(2 * frames.length);
            assertThat(there.awaitFrames(2 * frames.length, SOON)).isEqualTo(here.frames());
        }
    }

    @Test
    void framesCrossBothWaysAndRemoteFramesKeepTheirLength() {
        open(Transport.TCP);
        assertCrossing("123#DEADBEEF", "12345678#R5", "7FF##1112233");
    }

    @Test
    void framesCrossBothWaysOverSctp() {
        open(Transport.SCTP);
        assertCrossing("123#DEADBEEF", "12345678#R5", "7FF##1112233");
    }

    @Test
    void eitherEndMayDieAndComeBack() {
        open(Transport.TCP);
        assertCrossing("111#01");
        right.restart(client(Transport.TCP));
        awaitConnected();
        assertCrossing("222#02");
        left.restart(server(Transport.TCP));
        awaitConnected();
        assertCrossing("333#03");
    }

    /** Of the bus's frames the window lets pass a fraction; the rest waits, gets old, and is counted. */
    @Test
    void aTinyWindowFarAwayIsSurvived() {
        Distance.disturb(left, "delay 25ms");
        Distance.disturb(right, "delay 25ms");
        left.open(server(Transport.TCP));
        left.awaitUp();
        try (SlowReader reader = SlowReader.connect(right, "10.9.0.1", 20000)) {
            Await.until(() -> left.peer().well(), () -> left.report().toString());
            left.run("cangen can0 -g 0 -n 20000 -L 8 -I 123");
            Await.until(() -> isSettled(left), () -> left.report().toString());
            PeerReport peer = left.peer();
            Account sent = peer.sent();
            assertThat(sent.isBalanced()).as(sent.toString()).isTrue();
            assertThat(sent.in()).isEqualTo(left.report().heard().delivered());
            assertThat(sent.dropped(DropReason.OVER_AGE) + sent.dropped(DropReason.QUEUE_FULL))
                    .as(sent.toString())
                    .isPositive();
            Await.until(() -> reader.frames() == sent.delivered(), () -> reader.frames() + " of " + sent);
            assertThat(left.report().heard().in()).isEqualTo(20000);
        }
    }

    /** Nothing of the bus, and nothing that waits for the network. */
    private static boolean isSettled(Site site) {
        return site.report().heard().in() == 20000 && site.peer().sent().isBalanced();
    }
}
