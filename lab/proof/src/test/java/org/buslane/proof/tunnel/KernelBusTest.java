package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.BusThread;
import org.buslane.tunnel.bus.KernelPort;
import org.buslane.tunnel.bus.PortState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bus with tunnels on an interface of the kernel, with candump and cangen as those who judge it. */
@OnKernels({"6.1", "6.12"})
@Timeout(240)
class KernelBusTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Namespace here = Namespace.here();
    private final Buses buses = Buses.here();
    private final NetlinkSocket netlink = NetlinkSocket.open();
    private final Links links = new Links(netlink);
    private final Listener first = new Listener();
    private final Listener second = new Listener();
    private final BusThread bus = BusThread.start(new KernelPort("can0", 0), BusClock.real());

    @BeforeEach
    void aBus() {
        buses.vcan("can0");
        bus.open(first.named("first", "can0")).join();
        awaitState(PortState.UP);
    }

    @AfterEach
    void noBus() {
        bus.close();
        buses.close();
        netlink.close();
    }

    private void awaitState(PortState state) {
        Await.until(() -> report().state() == state, () -> report().toString());
    }

    private BusReport report() {
        return bus.report().join();
    }

    private Link can0() {
        return links.find("can0").orElseThrow();
    }

    /** All at once. */
    private void say(Listener who, String... frames) {
        bus.ask(() -> List.of(frames).stream()
                        .filter(frame -> who.say(frame, FOR_EVER))
                        .count())
                .join();
    }

    private void awaitHeard(Listener who, String... frames) {
        Await.until(() -> who.heard().size() >= frames.length, () -> who.heard() + " of " + report());
        assertThat(who.heard()).containsExactly(frames);
    }

    @Test
    void tunnelsAndProgramsHearEachOther() {
        try (Candump candump = buses.dump("can0")) {
            buses.send("can0", "123#DEAD", "123##1AABB", "00000123#R4");
            say(first, "456#BEEF", "456##0CC");
            assertThat(candump.awaitFrames(5, SOON))
                    .containsExactly(
                            "can0 123#DEAD", "can0 123##5AABB", "can0 00000123#R4", "can0 456#BEEF", "can0 456##4CC");
        }
        awaitHeard(first, "123#DEAD", "123##5AABB", "00000123#R4");
    }

    @Test
    void twoTunnelsOfABusHearEachOtherOnceAndThemselvesNever() {
        bus.open(second.named("second", "can0")).join();
        try (Candump candump = buses.dump("can0")) {
            say(first, "111#11");
            say(second, "222#22");
            buses.send("can0", "333#33");
            assertThat(candump.awaitFrame("can0 333#33", SOON))
                    .containsExactly("can0 111#11", "can0 222#22", "can0 333#33");
        }
        awaitHeard(first, "222#22", "333#33");
        awaitHeard(second, "111#11", "333#33");
    }

    @Test
    void errorFramesAreNotHeardByWhoDidNotAsk() {
        try (BusThread asking = BusThread.start(new KernelPort("can0", CanOptions.ALL_ERRORS), BusClock.real())) {
            asking.open(second.named("second", "can0")).join();
            Await.until(() -> asking.report().join().state() == PortState.UP, () -> "not up");
            buses.send("can0", "20000040#0000000000000000", "123#");
            awaitHeard(second, "20000040#0000000000000000", "123#");
        }
        awaitHeard(first, "123#");
    }

    @Test
    void anInterfaceThatGoesDownAndUpIsHeardAgain() {
        links.down(can0().index());
        awaitState(PortState.DOWN);
        assertThat(report().note()).isEqualTo("interface can0 is down");
        say(first, "001#", "002#");
        assertThat(report().said().dropped(DropReason.DOWN)).isEqualTo(2);
        links.up(can0().index());
        awaitState(PortState.UP);
        assertBothWays("123#");
        assertThat(report().said().delivered()).isEqualTo(1);
        assertThat(report().said().isBalanced()).isTrue();
    }

    private void assertBothWays(String frame) {
        try (Candump candump = buses.dump("can0")) {
            say(first, "777#77");
            buses.send("can0", frame);
            assertThat(candump.awaitFrame("can0 " + frame, SOON)).containsExactly("can0 777#77", "can0 " + frame);
        }
        Await.until(() -> first.heard().contains(frame), () -> first.heard() + " of " + report());
    }

    @Test
    void anInterfaceOfTheSameNameTakesThePlaceOfADeletedOne() {
        int before = can0().index();
        buses.send("can0", "001#");
        links.delete(before);
        awaitState(PortState.AWAY);
        Await.until(() -> report().note().equals("there is no interface can0"), () -> report().toString());
        say(first, "002#");
        assertThat(report().mtu()).isZero();

        here.run("ip", "link", "add", "can0", "mtu", "16", "type", "vcan");
        awaitState(PortState.DOWN);
        here.run("ip", "link", "set", "can0", "up");
        awaitState(PortState.UP);

        assertThat(can0().index()).isNotEqualTo(before);
        assertThat(report().mtu()).isEqualTo(16);
        say(first, "123##1AABB");
        assertBothWays("123#");
        Account said = report().said();
        assertThat(said.dropped(DropReason.DOWN)).isEqualTo(1);
        assertThat(said.dropped(DropReason.INVALID)).isEqualTo(1);
        assertThat(said.isBalanced()).isTrue();
        assertThat(report().heard().in()).as("of the first and the second").isEqualTo(2);
        links.delete(can0().index());
    }

    @Test
    void whatIsNoCanInterfaceIsNoBus() {
        try (BusThread none = BusThread.start(new KernelPort("lo", 0), BusClock.real())) {
            Await.until(
                    () -> none.report().join().note().equals("interface lo is none of CAN's"),
                    () -> none.report().join().toString());
            assertThat(none.report().join().state()).isEqualTo(PortState.AWAY);
        }
    }

    /** As fast as it can be sent, on the one processor that there is. */
    @Test
    void everyFrameOfAFloodIsHeardOrCounted() {
        int frames = 30_000;
        long before = can0().statistics().receivedFrames();
        here.run("cangen", "can0", "-g", "0", "-n", Integer.toString(frames), "-L", "8");
        Await.until(() -> report().heard().in() == frames, () -> report().toString());
        assertThat(can0().statistics().receivedFrames() - before)
                .as("by the kernel's count")
                .isEqualTo(frames);
        BusReport report = report();
        assertThat(report.heard().isBalanced()).as(report.toString()).isTrue();
        assertThat(report.heard().dropped()).isEqualTo(report.heard().dropped(DropReason.QUEUE_FULL));
        assertThat(report.tunnels().getFirst().heard().delivered())
                .isEqualTo(report.heard().delivered());
    }

    @Test
    void whatAFullDeviceDoesNotTakeWaitsInItsOrder() {
        queue();
        bus.open(second.named("second", "can0")).join();
        String[] frames = IntStream.range(0, 150).mapToObj("%03X#"::formatted).toArray(String[]::new);
        try (Candump candump = buses.dump("can0")) {
            say(first, frames);
            assertThat(report().waiting()).isPositive();
            assertThat(candump.awaitFrames(150, SOON))
                    .containsExactly(
                            List.of(frames).stream().map("can0 "::concat).toArray(String[]::new));
        }
        awaitHeard(second, frames);
        assertThat(report().said().delivered()).isEqualTo(150);
    }

    /** Of classic frames, which have 16 bytes there, 62 a second leave it, and 10 may wait. */
    private void queue() {
        here.run("tc qdisc add dev can0 root tbf rate 8kbit burst 64 limit 160".split(" "));
    }

    @Test
    void whatDoesNotGoInTimeIsCountedAndNobodyHearsIt() {
        queue();
        long waits = TimeUnit.MILLISECONDS.toNanos(500);
        try (Candump candump = buses.dump("can0")) {
            bus.ask(() -> IntStream.range(0, 2000)
                            .filter(i -> first.say("%03X#".formatted(i & 0x7ff), waits))
                            .count())
                    .join();
            Await.until(() -> report().waiting() == 0, () -> report().toString());
            Account said = report().said();
            assertThat(said.isBalanced()).as(said.toString()).isTrue();
            assertThat(said.in()).isEqualTo(2000);
            assertThat(said.dropped(DropReason.QUEUE_FULL)).isBetween(900L, 976L);
            assertThat(said.dropped(DropReason.OVER_AGE)).isPositive();
            assertThat(candump.awaitFrames((int) said.delivered(), SOON)).hasSize((int) said.delivered());
        }
    }
}
