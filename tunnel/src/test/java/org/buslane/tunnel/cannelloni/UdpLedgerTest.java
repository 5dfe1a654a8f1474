package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.buslane.core.frame.Frame;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.testkit.Frames;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

/** Three tunnels in a row, any frames, any settings: what one has sent the next has received. */
class UdpLedgerTest {
    private static final int BUSES = 3;
    private static final List<String> RULES =
            List.of("all", "allr", "100-4FFr", "none", "allr@50/s", "000-3FF@20/s,all");

    static List<InetPlace> freePlaces(int count) {
        List<DatagramPeer> free =
                Stream.generate(() -> DatagramPeer.at("127.0.0.1")).limit(count).toList();
        List<InetPlace> places = free.stream().map(DatagramPeer::place).toList();
        free.forEach(DatagramPeer::close);
        return places;
    }

    @Test
    void whatOneHasSentTheOtherHasReceived() {
        long seed = Long.getLong("buslane.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        try {
            for (int i = 0; i < 10; i++) {
                play(random.split());
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("fails with -Dbuslane.seed=" + seed, e);
        }
    }

    private static void play(SplittableRandom random) {
        List<InetPlace> places = freePlaces(BUSES);
        try (TestBus left = bus(random, places, 0, 1);
                TestBus middle = bus(random, places, 1, 0, 2);
                TestBus right = bus(random, places, 2, 1)) {
            List<TestBus> buses = List.of(left, middle, right);
            for (int i = 0; i < 200; i++) {
                turn(random, buses.get(random.nextInt(BUSES)));
            }
            for (int i = 0; i < 10; i++) {
                buses.forEach(UdpLedgerTest::rest);
            }
            buses.forEach(TestBus::expectBalance);
            expectSame(left, 0, middle, 0);
            expectSame(middle, 1, right, 0);
        }
    }

    private static void turn(SplittableRandom random, TestBus bus) {
        bus.mtu = random.nextInt(10) == 0 ? 16 : 72;
        bus.room = random.nextInt(10) == 0 ? random.nextInt(10) : Integer.MAX_VALUE;
        List<Frame> frames = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 65 : 5); i > 0; i--) {
            frames.add(Frames.any().next(random));
        }
        bus.hear(Batches.of(frames));
        if (random.nextBoolean()) {
            bus.tunnel().drained();
        }
        bus.pass(random.nextInt(5) * TestBus.MILLI);
        bus.turn(0);
    }

    private static void rest(TestBus bus) {
        bus.tunnel().drained();
        bus.pass(Reports.INTERVAL);
        bus.turn(0);
    }

    private static void expectSame(TestBus one, int peerOfOne, TestBus other, int peerOfOther) {
        expectReceived(one, peerOfOne, other, peerOfOther);
        expectReceived(other, peerOfOther, one, peerOfOne);
    }

    private static void expectReceived(TestBus from, int to, TestBus by, int of) {
        assertThat(by.peer(of).received().in()).isEqualTo(from.peer(to).sent().delivered());
        assertThat(by.number(of, "datagrams_received")).isEqualTo(from.number(to, "datagrams_sent"));
        assertThat(by.number(of, "bytes_received")).isEqualTo(from.number(to, "bytes_sent"));
        assertThat(by.number(of, "datagrams_lost")).isZero();
        assertThat(from.peer(to).counts()).containsEntry("frames_waiting", 0L);
    }

    private static TestBus bus(SplittableRandom random, List<InetPlace> places, int own, int... others) {
        Settings settings = new Settings(
                random.nextLong(2) * 100 * TestBus.MILLI,
                random.nextLong(2) * 3 * TestBus.MILLI,
                random.nextBoolean() ? TimeoutTable.EMPTY : TimeoutFile.parse("291,1000"),
                random.nextBoolean(),
                random.nextBoolean(),
                Settings.LEAST_QUEUE,
                random.nextBoolean());
        List<Peer> peers = new ArrayList<>();
        for (int other : others) {
            Policy policy = new Policy(rules(random), rules(random), random.nextBoolean());
            peers.add(new Peer(places.get(other), policy, random.nextInt(Mtu.LEAST, Mtu.USUAL + 1)));
        }
        return new TestBus(new CannelloniUdp(places.get(own), peers, settings));
    }

    private static RuleSet rules(SplittableRandom random) {
        return RuleSet.parse(RULES.get(random.nextInt(RULES.size())));
    }
}
