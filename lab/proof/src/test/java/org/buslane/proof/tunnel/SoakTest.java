package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.linux.inet.InetPlace;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.PortState;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Traffic both ways for some tens of seconds, on a wire that loses and reorders, to a bus that goes down and up: nothing grows,
 * and no frame is forgotten. {@code -Dbuslane.soak=200} makes it an hour.
 */
@OnKernels({"6.1", "6.12"})
@Timeout(7200)
class SoakTest {
    private static final int TIMES = Integer.getInteger("buslane.soak", 1);
    private static final int FRAMES = 10_000;
    private static final long MEGABYTE = 1 << 20;

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
    void nothingGrowsAndNoFrameIsForgotten() {
        left.open(kind("10.9.0.1:20000", "10.9.0.2:20000"));
        right.open(kind("10.9.0.2:20000", "10.9.0.1:20000"));
        left.awaitUp();
        right.awaitUp();
        Distance.disturb(left, "delay 3ms 2ms loss 1%");
        Distance.disturb(right, "delay 3ms 2ms loss 1%");
        round();
        Memory before = Memory.now();
        for (int i = 0; i < TIMES; i++) {
            round();
        }
        Memory grown = Memory.now().since(before);
        assertThat(grown.heap()).as("%s", grown).isLessThan(4 * MEGABYTE);
        assertThat(grown.resident()).as("%s", grown).isLessThan(32 * MEGABYTE);
    }

    private void round() {
        long heard = left.report().heard().in();
        Process here = generate(left);
        Process there = generate(right);
        while (here.isAlive()) {
            trouble(here);
            if (!there.isAlive()) { // as its interface was down
                there = generate(right);
            }
        }
        there.destroy();
        Await.until(this::isQuiet, () -> left.report() + " " + right.report());
        isWhole(left, right);
        isWhole(right, left);
        assertThat(left.report().heard().in() - heard).isEqualTo(FRAMES);
    }

    private static Process generate(Site site) {
        List<String> words = List.of("cangen", "can0", "-g", "1", "-n", Integer.toString(FRAMES), "-L", "8");
        try {
            return new ProcessBuilder(site.namespace().line(words))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The far bus goes down, and up again. */
    private void trouble(Process here) {
        right.run("ip link set can0 down");
        Await.until(
                () -> right.report().state() == PortState.DOWN,
                () -> right.report().toString());
        right.run("ip link set can0 up");
        Await.until(
                () -> right.report().state() == PortState.UP,
                () -> right.report().toString());
        long there = right.report().said().delivered();
        Await.until(
                () -> right.report().said().delivered() > there + 500 || !here.isAlive(),
                () -> right.report().toString());
    }

    private long seen = -1;

    /** Whether nothing came since it was asked the last time, and nothing waits. */
    private boolean isQuiet() {
        BusReport near = left.report();
        BusReport far = right.report();
        long before = seen;
        seen = near.heard().in()
                + near.said().in()
                + far.heard().in()
                + far.said().in();
        return seen == before
                && near.waiting() + far.waiting() == 0
                && left.peer().sent().isBalanced()
                && right.peer().sent().isBalanced();
    }

    private static void isWhole(Site site, Site other) {
        BusReport report = site.report();
        PeerReport peer = site.peer();
        for (Account account : List.of(report.heard(), report.said(), peer.sent(), peer.received())) {
            assertThat(account.isBalanced()).as(account.toString()).isTrue();
        }
        assertThat(peer.sent().in())
                .as("%s of %s", peer, report)
                .isEqualTo(report.heard().delivered());
        assertThat(report.said().in())
                .as("%s of %s", peer, report)
                .isEqualTo(peer.received().delivered());
        PeerReport far = other.peer();
        assertThat(far.counts().get("datagrams_received"))
                .isLessThanOrEqualTo(peer.counts().get("datagrams_sent"));
    }
}
