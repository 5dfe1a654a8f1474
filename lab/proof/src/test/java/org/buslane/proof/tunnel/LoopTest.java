package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.linux.inet.InetPlace;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.bus.BusThread;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two buses that two tunnels join, neither of which knows of the other: each frame goes round for ever. */
@OnKernels({"6.1", "6.12"})
@Timeout(300)
class LoopTest {
    private final Distance distance = new Distance();
    private final Site left = distance.left();
    private final Site right = distance.right();

    @AfterEach
    void end() {
        distance.close();
    }

    private static TunnelKind kind(String here, String there) {
        Peer peer = new Peer(InetPlace.parse(there), Policy.everything(), 1500);
        return new CannelloniUdp(InetPlace.parse(here), List.of(peer), Settings.USUAL);
    }

    @Test
    void aLoopThroughTheTunnelOfAnotherEndsAndIsNamed() {
        left.open(kind("10.9.0.1:20000", "10.9.0.2:20000"));
        right.open(kind("10.9.0.2:20000", "10.9.0.1:20000"));
        try (BusThread one = left.stranger(kind("10.9.0.1:20001", "10.9.0.2:20001"));
                BusThread other = right.stranger(kind("10.9.0.2:20001", "10.9.0.1:20001"))) {
            left.awaitUp();
            right.awaitUp();
            Await.until(() -> isUp(one) && isUp(other), () -> one.report() + " " + other.report());
            left.buses().send("can0", "123#01");

            Await.until(
                    () -> trips(one) + trips(other) + left.count("loops") + right.count("loops") > 0,
                    () -> left.report().toString());
            Await.until(this::isQuiet, () -> left.report() + " " + right.report());

            List<PeerReport> peers = List.of(left.peer(), right.peer(), peer(one), peer(other));
            assertThat(peers).anyMatch(peer -> peer.note().startsWith("a loop"));
            assertThat(peers.stream().mapToLong(LoopTest::refused).sum())
                    .as(peers.toString())
                    .isPositive();
            for (PeerReport peer : peers) {
                assertThat(peer.sent().isBalanced()).as(peer.toString()).isTrue();
                assertThat(peer.received().isBalanced()).as(peer.toString()).isTrue();
            }
        }
    }

    private static long refused(PeerReport peer) {
        return peer.sent().dropped(DropReason.DOWN) + peer.received().dropped(DropReason.DOWN);
    }

    private static boolean isUp(BusThread bus) {
        return bus.report().join().tunnels().getFirst().report().well();
    }

    private static PeerReport peer(BusThread bus) {
        return bus.report().join().tunnels().getFirst().report().peers().getFirst();
    }

    private static long trips(BusThread bus) {
        return peer(bus).counts().getOrDefault("loops", 0L);
    }

    private long seen = -1;

    /** Whether no frame came since it was asked the last time. */
    private boolean isQuiet() {
        long before = seen;
        seen = left.report().heard().in() + right.report().heard().in();
        return seen == before;
    }
}
