package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.junit.jupiter.api.Test;

/** What two Buslanes tell each other, and what an old peer notices of it: nothing. */
class UdpReportsTest {
    private static TestBus bus(String listen, InetPlace peer) {
        return new TestBus(new CannelloniUdp(
                InetPlace.parse(listen), List.of(new Peer(peer, Policy.everything(), Mtu.USUAL)), Settings.USUAL));
    }

    /** Two with each other, though the first is told the second's port before there is one. */
    private static void pair(Two test) {
        InetPlace here = freePlace();
        try (TestBus there = bus("127.0.0.1:0", here);
                TestBus one = bus(here.toString(), new InetPlace(here.address(), there.port()))) {
            test.with(one, there);
        }
    }

    private static InetPlace freePlace() {
        try (DatagramPeer free = DatagramPeer.at("127.0.0.1")) {
            return free.place();
        }
    }

    private interface Two {
        void with(TestBus one, TestBus there);
    }

    private static long received(TestBus bus) {
        return bus.number(0, "datagrams_received");
    }

    private static void carry(TestBus from, TestBus to, String... frames) {
        long before = received(to);
        from.frames(frames);
        to.until(() -> received(to) > before);
    }

    @Test
    void anOldPeerGetsItBehindTheFirstDatagramsOnly() {
        try (DatagramPeer peer = DatagramPeer.at("127.0.0.1");
                TestBus bus = bus("127.0.0.1:0", peer.place())) {
            for (int i = 0; i < Reports.FIRST + 3; i++) {
                bus.frames("123#AA");
                MemorySegment datagram = peer.receive();
                assertThat(Words.read(datagram)).containsExactly("123#AA");
                assertThat(datagram.byteSize()).isEqualTo(11 + (i < Reports.FIRST ? Trailer.SIZE : 0));
            }
            assertThat(bus.peer(0).counts()).doesNotContainKey("delay_ns");
        }
    }

    @Test
    void noDatagramGetsLargerByIt() {
        try (DatagramPeer peer = DatagramPeer.at("127.0.0.1");
                TestBus bus = bus("127.0.0.1:0", peer.place())) {
            String[] frames = new String[60];
            Arrays.fill(frames, "123#1122334455667788");
            bus.hear(frames);
            bus.hear(frames);
            bus.tunnel().drained();
            MemorySegment first = peer.receive();
            assertThat(Words.read(first)).hasSize((1472 - Trailer.SIZE - 5) / 13);
            assertThat(first.byteSize()).isLessThanOrEqualTo(1472);
            assertThat(Words.read(peer.receive())).hasSize(120 - 109);
        }
    }

    @Test
    void delayAndRoundTripAreKnownFromTheFirstAnswerOn() {
        pair((one, there) -> {
            carry(one, there, "123#01");
            assertThat(there.number(0, "delay_ns")).isPositive();
            assertThat(there.number(0, "jitter_ns")).isZero();
            assertThat(there.peer(0).counts()).doesNotContainKey("round_trip_ns");
            carry(there, one, "124#01");
            assertThat(one.number(0, "delay_ns")).isPositive();
            assertThat(one.number(0, "round_trip_ns")).isGreaterThan(one.number(0, "delay_ns"));
        });
    }

    @Test
    void aPeerThatOnlyListensAnswersAllTheSame() {
        pair((one, there) -> {
            carry(one, there, "123#01", "123#02");
            there.pass(Reports.INTERVAL);
            one.until(() -> received(one) == 1);
            assertThat(one.number(0, "peer_frames_received")).isEqualTo(2);
            assertThat(one.said).isEmpty();
        });
    }

    @Test
    void twoWithNothingToSayFallSilent() {
        pair((one, there) -> {
            carry(one, there, "123#01");
            for (int i = 0; i < 20; i++) {
                one.pass(Reports.INTERVAL);
                there.pass(Reports.INTERVAL);
                one.turn(5);
                there.turn(5);
            }
            assertThat(received(one) + received(there)).isLessThan(6);
            assertThat(one.tunnel().due()).isEqualTo(Long.MAX_VALUE);
            assertThat(there.tunnel().due()).isEqualTo(Long.MAX_VALUE);
        });
    }

    @Test
    void theOtherSideTellsWhatItMissed() {
        pair((one, there) -> {
            carry(one, there, "123#01");
            carry(there, one, "124#01");
            try (DatagramPeer inBetween = DatagramPeer.at("127.0.0.1")) {
                inBetween.send(there, 5, "123#02");
                there.until(() -> received(there) == 2);
            }
            there.pass(Reports.INTERVAL);
            one.pass(Reports.INTERVAL);
            carry(there, one, "124#02");
            assertThat(one.number(0, "peer_datagrams_lost")).isEqualTo(4);
            assertThat(one.number(0, "peer_frames_received")).isEqualTo(2);
            assertThat(one.number(0, "peer_frames_sent")).isEqualTo(2);
        });
    }
}
