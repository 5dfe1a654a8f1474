package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.UdpOptions;
import org.buslane.linux.inet.UdpSocket;
import org.buslane.tunnel.peer.EchoBreaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that goes wrong stops it, and all of it is counted. */
class UdpTroubleTest {
    private static final long MILLI = TestBus.MILLI;

    private final DatagramPeer peer = DatagramPeer.at("127.0.0.1");

    @AfterEach
    void close() {
        peer.close();
    }

    private static TestBus bus(String listen, Peer... peers) {
        return new TestBus(new CannelloniUdp(
                InetPlace.parse(listen), List.of(peers), UdpEndpointTest.settings(0, TimeoutTable.EMPTY)));
    }

    private TestBus bus() {
        return bus("127.0.0.1:0", peer.peer());
    }

    @Test
    void missingDoubledAndLateDatagramsAreCounted() {
        try (TestBus bus = bus()) {
            for (int number : new int[] {0, 1, 3, 3, 2, 6}) {
                peer.send(bus, number, "123#");
            }
            bus.until(() -> bus.said.size() == 6);
            assertThat(bus.number(0, "datagrams_lost")).isEqualTo(2);
            assertThat(bus.number(0, "datagrams_duplicated")).isOne();
            assertThat(bus.number(0, "datagrams_reordered")).isOne();
        }
    }

    @Test
    void brokenDatagramsAreCountedAndTheirWholeFramesTaken() {
        try (TestBus bus = bus()) {
            peer.send(bus, Words.bytes("02 00 00 0003 00000123 01 11 00000124 05 11"));
            peer.send(bus, Words.bytes("01 00 00 0001 00000123 00"));
            peer.send(bus, Words.bytes("02 01 00 0001 00000123 00"));
            peer.send(bus, Words.bytes("02"));
            peer.send(bus, Words.bytes("02 00 00 0002 00000123 7f 00000124 00"));
            peer.send(bus, Words.bytes("02 00 00 0002 00000123 09 112233445566778899 00000125 00"));
            bus.until(() -> bus.number(0, "datagrams_received") == 6);
            assertThat(bus.said).containsExactly("123#11", "125#");
            assertThat(bus.number(0, "broken")).isEqualTo(5);
            assertThat(bus.peer(0).received().dropped(DropReason.INVALID)).isOne();
            bus.expectBalance();
        }
    }

    @Test
    void aDatagramThatIsTooLongIsCountedAndItsFramesTaken() {
        try (TestBus bus = bus()) {
            peer.send(bus, Words.bytes("02 00 00 0200" + "00000123 08 1122334455667788".repeat(512)));
            bus.until(() -> bus.number(0, "datagrams_received") == 1);
            assertThat(bus.said).hasSize((2048 - 5) / 13);
            assertThat(bus.number(0, "truncated")).isOne();
            assertThat(bus.number(0, "broken")).isOne();
        }
    }

    @Test
    void whatTheBusDoesNotTakeIsCounted() {
        try (TestBus bus = bus()) {
            bus.mtu = FrameLayout.CLASSIC_SIZE;
            peer.send(bus, "123##4AA", "123#AA");
            bus.until(() -> bus.said.size() == 1);
            bus.mtu = 0;
            peer.send(bus, "123#BB");
            bus.until(() -> bus.number(0, "datagrams_received") == 2);
            bus.mtu = FrameLayout.FD_SIZE;
            bus.room = 1;
            peer.send(bus, "123#CC", "123#DD");
            bus.until(() -> bus.number(0, "datagrams_received") == 3);
            assertThat(bus.said).containsExactly("123#AA", "123#CC");
            assertThat(bus.peer(0).received().dropped(DropReason.INVALID)).isOne();
            assertThat(bus.peer(0).received().dropped(DropReason.DOWN)).isOne();
            assertThat(bus.peer(0).received().dropped(DropReason.QUEUE_FULL)).isOne();
            bus.expectBalance();
        }
    }

    @Test
    void aBusThatDoesNotTakeThemKeepsNoFramesFromOtherPeers() {
        try (DatagramPeer other = DatagramPeer.at("127.0.0.2");
                TestBus bus = bus("0.0.0.0:0", peer.peer(), other.peer())) {
            bus.mtu = FrameLayout.CLASSIC_SIZE;
            peer.send(bus, "123##4AA");
            bus.until(() -> bus.number(0, "datagrams_received") == 1);
            assertThat(other.read()).containsExactly("123##4AA");
        }
    }

    @Test
    void framesThatTheWireHasNoFormForAreCounted() {
        try (TestBus bus = bus("127.0.0.1:0", new Peer(peer.place(), peer.peer().policy(), Mtu.LEAST))) {
            bus.frames("45123#81:00:12345678#1122", "123##4" + "00".repeat(64), "123#AA");
            assertThat(peer.read()).containsExactly("123#AA");
            assertThat(bus.peer(0).sent().dropped(DropReason.INVALID)).isEqualTo(2);
            assertThat(bus.heard.dropped(DropReason.INVALID)).isEqualTo(2);
            bus.expectBalance();
        }
    }

    @Test
    void anAddressInUseIsTriedAgain() {
        UdpSocket first = UdpSocket.bind(InetPlace.parse("127.0.0.1:0"), new UdpOptions(100, 0, 0));
        try (TestBus bus = bus(first.local().toString(), peer.peer())) {
            assertThat(bus.tunnel().report().well()).isFalse();
            assertThat(bus.tunnel().report().note()).contains("bind udp", "EADDRINUSE");
            bus.frames("123#");
            assertThat(bus.heard.dropped(DropReason.DOWN)).isOne();
            bus.expectBalance();
            bus.pass(5_000 * MILLI);
            assertThat(bus.tunnel().report().well()).isFalse();
            first.close();
            bus.pass(5_000 * MILLI);
            assertThat(bus.tunnel().report().well()).isTrue();
            bus.frames("124#");
            assertThat(peer.read()).containsExactly("124#");
        }
    }

    @Test
    void aPeerWhereNobodyListensIsNotWellUntilItIsHeard() {
        try (DatagramPeer there = DatagramPeer.at("127.0.0.1");
                TestBus bus = bus("127.0.0.1:0", peer.peer(), there.peer())) {
            peer.close();
            bus.frames("123#01");
            bus.until(() -> bus.number(0, "undeliverable") == 1);
            assertThat(bus.peer(0).well()).isFalse();
            assertThat(bus.peer(0).note()).contains("ECONNREFUSED");
            assertThat(bus.peer(1).well()).isTrue();
            bus.frames("123#02");
            assertThat(there.read()).containsExactly("123#01");
            assertThat(there.read()).containsExactly("123#02");
            bus.expectBalance();
        }
    }

    @Test
    void aPeerWithoutARouteCostsItsOwnFramesOnly() {
        InetPlace nowhere = InetPlace.parse("[2001:db8::7]:7");
        try (TestBus bus = bus("0.0.0.0:0", new Peer(nowhere, peer.peer().policy(), Mtu.USUAL), peer.peer())) {
            bus.frames("123#01");
            assertThat(peer.read()).containsExactly("123#01");
            assertThat(bus.heard.delivered()).isOne();
            bus.expectBalance();
        }
    }

    @Test
    void aPeerThatSendsEverythingBackIsLeftAloneForAWhile() {
        try (TestBus bus = bus()) {
            for (int i = 0; i < EchoBreaker.ECHOES; i++) {
                String frame = "123#%02X".formatted(i);
                bus.frames(frame);
                assertThat(peer.read()).containsExactly(frame);
                peer.send(bus, frame);
                int expected = i + 1;
                bus.until(() -> bus.number(0, "datagrams_received") == expected);
            }
            assertThat(bus.number(0, "loops")).isOne();
            assertThat(bus.peer(0).well()).isFalse();
            assertThat(bus.peer(0).note()).startsWith("a loop: it sends back what it is sent");
            bus.frames("124#");
            peer.send(bus, "125#");
            bus.until(() -> bus.number(0, "datagrams_received") == EchoBreaker.ECHOES + 1);
            assertThat(bus.peer(0).sent().dropped(DropReason.DOWN)).isOne();
            assertThat(bus.peer(0).received().dropped(DropReason.DOWN)).isOne();
            bus.expectBalance();
            bus.pass(EchoBreaker.FIRST_PAUSE);
            bus.frames("126#");
            assertThat(peer.read()).containsExactly("126#");
            assertThat(bus.peer(0).well()).isTrue();
        }
    }

    @Test
    void whatTheKernelLostIsCounted() {
        try (TestBus bus = bus()) {
            String[] frames = new String[60];
            Arrays.fill(frames, "123#1122334455667788");
            int datagrams = 20_000;
            for (int i = 0; i < datagrams; i++) {
                peer.send(bus, i & 0xff, frames);
            }
            bus.keeps = false;
            bus.until(() -> {
                long before = bus.count;
                bus.turn(100);
                return bus.count == before;
            });
            peer.send(bus, "123#");
            bus.until(() -> bus.tunnel().report().peers().size() == 2);
            assertThat(bus.number(0, "datagrams_received") + bus.number(1, "datagrams_overflowed"))
                    .isEqualTo(datagrams + 1);
            bus.expectBalance();
        }
    }
}
