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
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.bus.PortState;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two buses and cannelloni's datagrams between them, on a wire that loses and reorders. */
@OnKernels({"6.1", "6.12"})
@Timeout(300)
class OverUdpTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final InetPlace LEFT = InetPlace.parse("10.9.0.1:20000");
    private static final InetPlace RIGHT = InetPlace.parse("10.9.0.2:20000");

    private final Distance distance = new Distance();
    private final Site left = distance.left();
    private final Site right = distance.right();

    @BeforeEach
    void open() {
        left.open(kind(LEFT, RIGHT));
        right.open(kind(RIGHT, LEFT));
        left.awaitUp();
        right.awaitUp();
    }

    @AfterEach
    void end() {
        distance.close();
    }

    /** Without reports, which are datagrams of their own. */
    private static TunnelKind kind(InetPlace here, InetPlace there) {
        Settings usual = Settings.USUAL;
        Settings settings =
                new Settings(usual.maxAge(), usual.timeout(), usual.timeouts(), false, false, usual.queue(), false);
        return new CannelloniUdp(here, List.of(new Peer(there, Policy.everything(), 1500)), settings);
    }

    /** Arrives after all that was sent before it, if the wire is calm. */
    private static void mark(Site from, Candump at, String frame) {
        from.buses().send("can0", frame);
        at.awaitFrame("can0 " + frame, SOON);
    }

    private static void isBalanced(Account account) {
        assertThat(account.isBalanced()).as(account.toString()).isTrue();
    }

    @Test
    void framesCrossBothWays() {
        try (Candump here = left.dump();
                Candump there = right.dump()) {
            left.buses().send("can0", "123#DEADBEEF", "12345678#R5", "7FF##1112233");
            right.buses().send("can0", "321#01");
            assertThat(there.awaitFrames(4, SOON))
                    .containsExactlyInAnyOrder(
                            "can0 123#DEADBEEF", "can0 12345678#R5", "can0 7FF##5112233", "can0 321#01");
            assertThat(here.awaitFrames(4, SOON)).hasSize(4);
        }
        assertThat(left.report().heard().in()).as("own frames are not heard").isEqualTo(3);
        assertThat(right.report().heard().in()).isEqualTo(1);
    }

    @Test
    void everyDatagramThatTheWireLosesIsCounted() {
        try (Candump there = right.dump()) {
            mark(left, there, "7FF#01"); // what is lost before the first that comes nobody can know of
            Distance.disturb(left, "loss 5%");
            left.run("cangen can0 -g 1 -n 3000 -L 8 -I 123");
            Await.until(
                    () -> left.peer().sent().delivered() == 3001,
                    () -> left.report().toString());
            long lost = Distance.dropped(left);
            Distance.calm(left);
            mark(left, there, "7FF#02");

            assertThat(lost).isPositive();
            assertThat(right.count("datagrams_lost")).isEqualTo(lost);
            assertThat(right.count("datagrams_received") + lost).isEqualTo(left.count("datagrams_sent"));
            assertThat(right.count("datagrams_reordered")).isZero();
            assertThat(right.count("datagrams_duplicated")).isZero();
            Account received = right.peer().received();
            assertThat(there.frames()).hasSize((int) received.delivered());
            isBalanced(received);
            isBalanced(left.peer().sent());
            isBalanced(left.report().heard());
            isBalanced(right.report().said());
        }
    }

    @Test
    void whatComesInAnotherOrderOrTwiceIsCountedAndNotTakenForLost() {
        try (Candump there = right.dump()) {
            mark(left, there, "7FF#01");
            Distance.disturb(left, "delay 4ms reorder 75% duplicate 3% loss 2%");
            left.run("cangen can0 -g 1 -n 3000 -L 8 -I 123");
            Await.until(
                    () -> left.peer().sent().delivered() == 3001,
                    () -> left.report().toString());
            Await.until(() -> isQuiet(right), () -> right.report().toString());
            Distance.calm(left);
            mark(left, there, "7FF#02");

            assertThat(right.count("datagrams_reordered")).isPositive();
            assertThat(right.count("datagrams_duplicated")).isPositive();
            assertThat(right.count("datagrams_lost")).isPositive();
            assertThat(right.count("datagrams_received")
                            - right.count("datagrams_duplicated")
                            + right.count("datagrams_lost"))
                    .as("of those sent, with %s", right.peer().counts())
                    .isEqualTo(left.count("datagrams_sent"));
            assertThat(there.frames()).hasSize((int) right.peer().received().delivered());
        }
    }

    private long seen = -1;

    /** Whether nothing came since it was asked the last time. */
    private boolean isQuiet(Site site) {
        long before = seen;
        seen = site.count("datagrams_received");
        return seen == before;
    }

    /** At its end its number is some way beyond 256, also if one datagram of four has two frames. */
    @Test
    void aPeerThatDiesAndBeginsAnewIsNoLoss() {
        try (Candump there = right.dump()) {
            left.run("cangen can0 -g 1 -n 360 -L 8 -I 123");
            mark(left, there, "7FF#01");
        }
        left.restart(kind(LEFT, RIGHT));
        left.awaitUp();
        try (Candump there = right.dump()) {
            left.run("cangen can0 -g 1 -n 300 -L 8 -I 123");
            mark(left, there, "7FF#01");
        }
        assertThat(right.count("restarts"))
                .as("of a peer with %s", right.peer().counts())
                .isEqualTo(1);
        assertThat(right.count("datagrams_lost")).isZero();
        assertThat(right.peer().received().delivered()).isEqualTo(662);
    }

    @Test
    void aBusThatIsMadeAnewAtTheOtherEndIsReachedAgain() {
        try (Candump there = right.dump()) {
            mark(left, there, "7FF#01");
        }
        right.run("ip link del can0");
        Await.until(
                () -> right.report().state() == PortState.AWAY,
                () -> right.report().toString());
        left.buses().send("can0", "001#", "002#");
        Await.until(
                () -> right.peer().received().in() == 3, () -> right.report().toString());
        right.run("ip link add can0 mtu 72 type vcan");
        right.run("ip link set can0 up");
        Await.until(
                () -> right.report().state() == PortState.UP,
                () -> right.report().toString());
        try (Candump there = right.dump();
                Candump here = left.dump()) {
            mark(left, there, "7FF#01");
            mark(right, here, "7FF#01");
        }
        Account received = right.peer().received();
        assertThat(received.in()).isEqualTo(4);
        assertThat(received.dropped(DropReason.DOWN)).isEqualTo(2);
        isBalanced(received);
        isBalanced(right.report().said());
    }
}
