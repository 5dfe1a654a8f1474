package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.buslane.linux.inet.InetPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and when. */
class UdpEndpointTest {
    private static final Settings PLAIN = settings(0, TimeoutTable.EMPTY);
    private static final long MILLI = TestBus.MILLI;

    private final DatagramPeer one = DatagramPeer.at("127.0.0.1");
    private final DatagramPeer two = DatagramPeer.at("127.0.0.1");

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    static Settings settings(long timeout, TimeoutTable table) {
        return new Settings(100 * MILLI, timeout, table, false, false, Settings.USUAL_QUEUE, false);
    }

    private static TestBus bus(String listen, Settings settings, Peer... peers) {
        return new TestBus(new CannelloniUdp(InetPlace.parse(listen), List.of(peers), settings));
    }

    private TestBus bus(Settings settings) {
        return bus("127.0.0.1:0", settings, one.peer(), two.peer());
    }

    @Test
    void framesOfTheBusGoToEveryPeerWhenNoMoreWait() {
        try (TestBus bus = bus(PLAIN)) {
            bus.hear("123#DEADBEEF", "12345678#1122");
            bus.hear("123##5AABBCC");
            assertThat(one.hasNothing()).isTrue();
            bus.tunnel().drained();
            for (DatagramPeer peer : List.of(one, two)) {
                MemorySegment datagram = peer.receive();
                assertThat(Words.hex(datagram, 0, datagram.byteSize()))
                        .isEqualTo("0200000003" + "0000012304deadbeef" + "92345678021122" + "000001238305aabbcc");
            }
            bus.frames("7FF#");
            assertThat(one.read()).containsExactly("7FF#");
            bus.expectBalance();
            assertThat(bus.heard.delivered()).isEqualTo(4);
            assertThat(bus.peer(0).sent().delivered()).isEqualTo(4);
            assertThat(bus.number(0, "datagrams_sent")).isEqualTo(2);
        }
    }

    @Test
    void framesOfAPeerGoToTheBusAndToTheOthersButNotBack() {
        try (TestBus bus = bus(PLAIN)) {
            one.send(bus, "123#01", "124#R8", "125##5AA");
            bus.until(() -> bus.said.size() == 3);
            assertThat(bus.said).containsExactly("123#01", "124#R8", "125##5AA");
            assertThat(two.read()).containsExactly("123#01", "124#R8", "125##5AA");
            assertThat(one.hasNothing()).isTrue();
            assertThat(bus.peer(0).received().delivered()).isEqualTo(3);
            assertThat(bus.peer(1).sent().delivered()).isEqualTo(3);
            bus.expectBalance();
        }
    }

    @Test
    void aFloodFillsDatagramsUpToWhatThePeerTakes() {
        try (TestBus bus = bus(
                "127.0.0.1:0",
                PLAIN,
                one.peer(),
                new Peer(two.place(), one.peer().policy(), 576))) {
            for (int i = 0; i < 20; i++) {
                bus.hear(Collections.nCopies(64, "123#1122334455667788").toArray(String[]::new));
            }
            bus.tunnel().drained();
            assertThat(counts(one, 1280)).first().isEqualTo(112);
            assertThat(counts(two, 1280)).first().isEqualTo((548 - 5) / 13);
            bus.expectBalance();
        }
    }

    /** How many frames each datagram has, until all have come. */
    private static List<Integer> counts(DatagramPeer peer, int frames) {
        List<Integer> counts = new ArrayList<>();
        int left = frames;
        while (left > 0) {
            MemorySegment datagram = peer.receive();
            assertThat(datagram.get(ValueLayout.JAVA_BYTE, Packer.OFFSET_SEQUENCE))
                    .isEqualTo((byte) counts.size());
            counts.add(Words.read(datagram).size());
            left -= counts.getLast();
        }
        assertThat(left).isZero();
        return counts;
    }

    @Test
    void withATimeoutFramesWaitForOthers() {
        try (TestBus bus = bus(settings(10 * MILLI, TimeoutTable.EMPTY))) {
            bus.frames("123#01");
            bus.pass(9 * MILLI);
            bus.frames("123#02");
            assertThat(one.hasNothing()).isTrue();
            assertThat(bus.tunnel().due()).isEqualTo(bus.now + MILLI);
            bus.pass(MILLI);
            assertThat(one.read()).containsExactly("123#01", "123#02");
            assertThat(bus.tunnel().due()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void withATimeoutFullDatagramsGoAllTheSame() {
        try (TestBus bus = bus(settings(10 * MILLI, TimeoutTable.EMPTY))) {
            bus.frames(Collections.nCopies(60, "123#1122334455667788").toArray(String[]::new));
            bus.frames(Collections.nCopies(60, "123#1122334455667788").toArray(String[]::new));
            assertThat(one.read()).hasSize(112);
            bus.pass(10 * MILLI);
            assertThat(one.read()).hasSize(8);
        }
    }

    @Test
    void anIdInAHurryTakesAllOthersAlong() {
        try (TestBus bus = bus(settings(10 * MILLI, TimeoutFile.parse("291,0\n292,2000")))) {
            bus.frames("100#");
            assertThat(one.hasNothing()).isTrue();
            bus.frames("123#");
            assertThat(one.read()).containsExactly("100#", "123#");
            bus.frames("124#");
            bus.pass(2 * MILLI);
            assertThat(one.read()).containsExactly("124#");
        }
    }

    @Test
    void whatWaitsIsSentBeforeTheEnd() {
        try (TestBus bus = bus(settings(10 * MILLI, TimeoutTable.EMPTY))) {
            bus.frames("123#01");
        }
        assertThat(one.read()).containsExactly("123#01");
    }

    @Test
    void peersOfBothFamiliesShareAWildcard() {
        try (DatagramPeer six = DatagramPeer.at("::1");
                TestBus bus = bus("0.0.0.0:0", PLAIN, one.peer(), six.peer())) {
            six.send(bus, "123#66");
            one.send(bus, "123#44");
            bus.until(() -> bus.said.size() == 2);
            assertThat(bus.said).containsExactlyInAnyOrder("123#66", "123#44");
            assertThat(one.read()).containsExactly("123#66");
            assertThat(six.read()).containsExactly("123#44");
            for (int i = 0; i < 3; i++) {
                bus.hear(Collections.nCopies(64, "123#1122334455667788").toArray(String[]::new));
            }
            bus.tunnel().drained();
            assertThat(six.read()).as("of 1452 bytes").hasSize(111);
        }
    }

    @Test
    void sortedDatagramsStandInTheOrderOfIds() {
        Settings sorted = new Settings(0, 0, TimeoutTable.EMPTY, true, false, Settings.USUAL_QUEUE, false);
        try (TestBus bus = bus(sorted)) {
            bus.frames("300#", "100#01", "200#", "100#02");
            assertThat(one.read()).containsExactly("100#01", "100#02", "200#", "300#");
        }
    }
}
