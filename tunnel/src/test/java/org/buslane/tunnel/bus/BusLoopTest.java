package org.buslane.tunnel.bus;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.can.SendEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turn by turn, with a clock and a device that do as the test says. */
class BusLoopTest {
    private static final long MILLI = MILLISECONDS.toNanos(1);

    private final PortDouble port = new PortDouble();
    private long now = 1_000_000 * MILLI;
    private final BusLoop loop = new BusLoop(port, new BusClock(() -> now, () -> 42), () -> {});
    private final TunnelDouble first = new TunnelDouble();
    private final TunnelDouble second = new TunnelDouble();

    @AfterEach
    void end() {
        loop.close();
    }

    private void open() {
        loop.open(first.named("first"));
        loop.open(second.named("second"));
        turn();
        first.diary();
        second.diary();
    }

    private void turn() {
        loop.turn(0);
    }

    private static String[] many(int from, int to) {
        return IntStream.range(from, to).mapToObj("%03X#"::formatted).toArray(String[]::new);
    }

    private Account said(int tunnel) {
        Account account = loop.report().tunnels().get(tunnel).said();
        assertThat(account.in() - account.delivered() - account.dropped())
                .as("all but what waits: %s", account)
                .isBetween(0L, (long) loop.report().waiting());
        return account;
    }

    @Test
    void everyTunnelHearsTheBusAndThenThatItIsDrained() {
        open();
        port.comes("123#DEAD", "00000123#R");
        turn();
        assertThat(first.diary()).containsExactly("123#DEAD", "00000123#R", "drained");
        assertThat(second.diary()).containsExactly("123#DEAD", "00000123#R", "drained");
        assertThat(loop.report().heard().delivered()).isEqualTo(2);
        assertThat(loop.report().tunnels().getFirst().heard().delivered()).isEqualTo(2);
    }

    @Test
    void framesHaveTheirTimeWhoeverSaysThem() {
        open();
        port.comes("123#");
        turn();
        first.say("124#");
        turn();
        assertThat(second.stamps()).containsExactly(42L, 42L);
    }

    @Test
    void aBusThatIsNeverDrainedLeavesTimeForOthers() {
        open();
        port.comes(many(0, 0x500));
        turn();
        List<String> once = first.diary();
        assertThat(once).hasSize(1024).doesNotContain("drained");
        turn();
        assertThat(first.diary()).containsExactly(withDrained(many(0x400, 0x500)));
    }

    private static String[] withDrained(String... frames) {
        return IntStream.rangeClosed(0, frames.length)
                .mapToObj(i -> i < frames.length ? frames[i] : "drained")
                .toArray(String[]::new);
    }

    @Test
    void whatOneSaysTheOthersHearOnceAndItselfNever() {
        open();
        first.whenReady(() -> {
            first.say("111#11");
            second.say("222#22");
            first.say("333#33");
        });
        ready(first);
        assertThat(port.sent()).containsExactly("111#11", "222#22", "333#33");
        assertThat(first.heard()).containsExactly("222#22");
        assertThat(second.heard()).containsExactly("111#11", "333#33");
        assertThat(said(0).delivered()).isEqualTo(2);
        assertThat(said(1).delivered()).isEqualTo(1);
        assertThat(loop.report().said().delivered()).isEqualTo(3);
        assertThat(loop.report().heard().in()).as("frames of the bus").isZero();
    }

    /** Its descriptor is: it says something in its turn. */
    private void ready(TunnelDouble tunnel) {
        try (EventFd event = new EventFd()) {
            tunnel.side().watch(event.descriptor(), Epoll.IN);
            event.signal();
            turn();
            tunnel.side().unwatch(event.descriptor());
        }
    }

    @Test
    void sixtyFourGoOutAtOnceAndTheRestWhenItsWorkIsDone() {
        open();
        first.whenReady(() -> {
            for (String frame : many(0, 100)) {
                first.say(frame);
            }
            assertThat(port.sent()).hasSize(64);
        });
        ready(first);
        assertThat(port.sent()).containsExactly(many(64, 100));
        assertThat(port.calls()).isEqualTo(2);
        assertThat(second.heard()).containsExactly(many(0, 100));
    }

    @Test
    void whatIsSaidWhileOthersHearComesAfterIt() {
        open();
        second.whenHearing(() -> {
            second.whenHearing(() -> {});
            for (String frame : many(0x100, 0x150)) {
                second.say(frame);
            }
        });
        port.comes("001#", "002#");
        turn();
        assertThat(first.heard()).startsWith("001#", "002#").hasSize(2 + 0x50).endsWith("14F#");
        assertThat(second.heard()).containsExactly("001#", "002#");
    }

    @Test
    void whatTheDeviceDoesNotTakeWaitsAndGoesInItsOrder() {
        open();
        port.takes(10, SendEnd.QUEUE_FULL);
        for (String frame : many(0, 30)) {
            assertThat(first.say(frame)).isTrue();
        }
        turn();
        assertThat(port.sent()).hasSize(10);
        assertThat(second.heard()).as("what is not on the bus yet").hasSize(10);
        port.takesAll();
        turn();
        assertThat(port.sent()).as("before the pause is over").isEmpty();
        now += MILLI;
        turn();
        assertThat(port.sent()).containsExactly(many(10, 30));
        assertThat(second.heard()).containsExactly(many(10, 30));
        assertThat(said(0).delivered()).isEqualTo(30);
    }

    @Test
    void thePausesGrowWhileNothingIsTaken() {
        open();
        port.takes(0, SendEnd.QUEUE_FULL);
        first.say("001#");
        turn();
        int before = port.calls();
        for (int i = 0; i < 1000; i++) {
            now += MILLI / 10;
            turn();
        }
        assertThat(port.calls() - before).as("tries in 100 ms").isBetween(25, 60);
    }

    @Test
    void whatExpiresWhileItWaitsIsOverAge() {
        open();
        port.takes(0, SendEnd.BUFFER_FULL);
        first.say("001#", now + 10 * MILLI);
        first.say("002#", now + 90 * MILLI);
        first.say("003#", now + 20 * MILLI);
        first.say("004#");
        turn();
        now += 50 * MILLI;
        port.takesAll();
        turn();
        assertThat(port.sent()).containsExactly("002#", "004#");
        assertThat(said(0).dropped(DropReason.OVER_AGE)).isEqualTo(2);
        assertThat(said(0).isBalanced()).isTrue();
    }

    @Test
    void whoSaysMoreThanCanWaitIsTold() {
        open();
        port.takes(0, SendEnd.QUEUE_FULL);
        int taken = 0;
        for (int i = 0; i < 1100; i++) {
            taken += first.say("123#") ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1024);
        assertThat(loop.report().waiting()).isEqualTo(1024);
        assertThat(said(0).dropped(DropReason.QUEUE_FULL)).isEqualTo(1100 - 1024);
        now += 10 * MILLI;
        port.takesAll();
        turn();
        assertThat(port.sent()).hasSize(1024);
        assertThat(said(0).isBalanced()).isTrue();
    }

    @Test
    void expiredFramesMakeRoomForNewOnes() {
        open();
        port.takes(0, SendEnd.QUEUE_FULL);
        for (int i = 0; i < 1024; i++) {
            first.say("123#", now + MILLI);
        }
        now += 2 * MILLI;
        turn();
        assertThat(first.say("124#")).isTrue();
        assertThat(said(0).dropped(DropReason.OVER_AGE)).isEqualTo(1024);
    }

    @Test
    void aFrameThatTheBusDoesNotCarryIsInvalidAndTheOthersGo() {
        open();
        port.mtu(16);
        first.say("001#");
        assertThat(first.say("123##1AABB")).isTrue();
        first.say("002#");
        turn();
        assertThat(port.sent()).containsExactly("001#", "002#");
        assertThat(said(0).dropped(DropReason.INVALID)).isEqualTo(1);
        assertThat(said(0).isBalanced()).isTrue();
    }

    @Test
    void aFrameThatTheDeviceRefusesIsPassedOver() {
        open();
        port.takes(1, SendEnd.BAD_FRAME);
        first.say("001#");
        first.say("002#");
        first.say("003#");
        turn();
        assertThat(port.sent()).containsExactly("001#", "003#");
        assertThat(second.heard()).containsExactly("001#", "003#");
        assertThat(said(0).dropped(DropReason.INVALID)).isEqualTo(1);
    }

    @Test
    void whatIsSaidWhileTheBusIsDownIsCountedAndNobodyHearsIt() {
        open();
        port.is(PortState.DOWN);
        assertThat(first.say("001#")).isTrue();
        turn();
        assertThat(port.calls()).isZero();
        assertThat(second.heard()).isEmpty();
        assertThat(first.side().mtu()).isZero();
        assertThat(said(0).dropped(DropReason.DOWN)).isEqualTo(1);
    }

    @Test
    void whatWaitsWhenTheBusGoesDownIsLost() {
        open();
        port.takes(1, SendEnd.DOWN);
        for (String frame : many(0, 5)) {
            first.say(frame);
        }
        turn();
        assertThat(port.sent()).containsExactly("000#");
        assertThat(said(0).dropped(DropReason.DOWN)).isEqualTo(4);
        assertThat(loop.report().said().isBalanced()).isTrue();
        assertThat(loop.report().note()).isEqualTo("the test says so");
    }

    @Test
    void whatTheKernelHadNoRoomForIsCounted() {
        open();
        port.comes("001#");
        port.loses(7);
        turn();
        port.loses(3);
        Account heard = loop.report().heard();
        assertThat(heard.in()).isEqualTo(11);
        assertThat(heard.delivered()).isEqualTo(1);
        assertThat(heard.dropped(DropReason.QUEUE_FULL)).isEqualTo(10);
    }

    @Test
    void withoutTunnelsNobodyWantsAFrame() {
        port.comes("001#");
        turn();
        assertThat(loop.report().heard().dropped(DropReason.UNWANTED)).isEqualTo(1);
    }

    @Test
    void oneRunsWhenItIsDue() {
        open();
        first.due(now + MILLI);
        turn();
        assertThat(first.diary()).doesNotContain("run");
        now += MILLI;
        turn();
        assertThat(first.diary()).containsOnlyOnce("run");
    }

    @Test
    void oneThatIsAtFaultEndsAndTheOthersGoOn() {
        open();
        first.isAtFault();
        port.comes("001#");
        turn();
        port.comes("002#");
        turn();
        assertThat(first.diary()).containsExactly("closed");
        assertThat(second.heard()).containsExactly("001#", "002#");
        TunnelStatus status = loop.report().tunnels().getFirst();
        assertThat(status.report().well()).isFalse();
        assertThat(status.heard().dropped(DropReason.GONE)).isEqualTo(1);
        assertThat(status.heard().isBalanced()).isTrue();
    }

    @Test
    void aTunnelEndsAndTheOthersGoOn() {
        open();
        first.say("001#");
        assertThat(loop.close("first")).isTrue();
        assertThat(loop.close("first")).isFalse();
        port.comes("123#");
        turn();
        assertThat(first.diary()).containsExactly("closed");
        assertThat(second.heard()).containsExactlyInAnyOrder("001#", "123#");
        assertThat(loop.report().said().delivered()).as("of all there were").isEqualTo(1);
    }

    @Test
    void aNameIsGivenOnce() {
        open();
        assertThatThrownBy(() -> loop.open(new TunnelDouble().named("first")))
                .hasMessage("bus can0 has a tunnel first already");
    }
}
