package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is a peer, and what it may. */
class UdpPeersTest {
    private final DatagramPeer one = DatagramPeer.at("127.0.0.1");
    private final DatagramPeer two = DatagramPeer.at("127.0.0.1");
    private final DatagramPeer far = DatagramPeer.at("127.0.0.2");

    @AfterEach
    void close() {
        one.close();
        two.close();
        far.close();
    }

    private static TestBus bus(boolean anyPeer, Peer... peers) {
        Settings settings = new Settings(0, 0, TimeoutTable.EMPTY, false, anyPeer, Settings.USUAL_QUEUE, false);
        return new TestBus(new CannelloniUdp(InetPlace.parse("0.0.0.0:0"), List.of(peers), settings));
    }

    private static Peer peer(DatagramPeer at, String read, String write) {
        return new Peer(at.place(), new Policy(RuleSet.parse(read), RuleSet.parse(write), false), Mtu.USUAL);
    }

    @Test
    void aDatagramIsAPeersByItsAddressFromWhateverPort() {
        try (TestBus bus = bus(false, one.peer(), far.peer())) {
            two.send(bus, "123#01");
            bus.until(() -> bus.said.size() == 1);
            assertThat(bus.peer(0).received().delivered()).isOne();
            assertThat(far.read()).containsExactly("123#01");
            assertThat(one.hasNothing()).isTrue();
        }
    }

    @Test
    void twoPeersAtOneAddressAreToldApartByTheirPorts() {
        try (TestBus bus = bus(false, one.peer(), two.peer())) {
            two.send(bus, "123#01");
            bus.until(() -> bus.said.size() == 1);
            assertThat(bus.peer(1).received().delivered()).isOne();
            assertThat(one.read()).containsExactly("123#01");
            assertThat(two.hasNothing()).isTrue();
        }
    }

    @Test
    void whatAStrangerSendsIsCountedAndNotTaken() {
        try (TestBus bus = bus(false, one.peer())) {
            far.send(bus, "123#01");
            one.send(bus, "123#02");
            bus.until(() -> bus.said.size() == 1);
            assertThat(bus.said).containsExactly("123#02");
            assertThat(bus.peer(1).name()).isEqualTo("others");
            assertThat(bus.number(1, "datagrams_refused")).isOne();
        }
    }

    @Test
    void withoutACheckAStrangerSaysWhatTheFirstPeerMay() {
        try (TestBus bus = bus(true, peer(one, "all", "100-1FF"), two.peer())) {
            far.send(bus, "123#01", "223#02");
            bus.until(() -> bus.said.size() == 1);
            assertThat(bus.said).containsExactly("123#01");
            assertThat(one.read()).containsExactly("123#01");
            assertThat(two.read()).containsExactly("123#01");
            assertThat(bus.peer(2).name()).isEqualTo("others");
            assertThat(bus.peer(2).received().delivered()).isOne();
            assertThat(bus.peer(2).received().dropped(DropReason.DENIED)).isOne();
            bus.expectBalance();
        }
    }

    @Test
    void eachPeerReadsWhatItMay() {
        try (TestBus bus = bus(false, peer(one, "100-1FF", "none"), peer(two, "1A0-2FFr", "none"))) {
            bus.frames("123#", "1A0#R1", "223#", "300#", "123##4", "20000004#0001000000000000");
            assertThat(one.read()).containsExactly("123#", "123##4");
            assertThat(two.read()).containsExactly("1A0#R1", "223#");
            bus.expectBalance();
            assertThat(bus.heard.delivered()).isEqualTo(4);
            assertThat(bus.heard.dropped(DropReason.DENIED)).isEqualTo(2);
            assertThat(bus.peer(0).sent().dropped(DropReason.DENIED)).isEqualTo(4);
        }
    }

    @Test
    void eachPeerWritesWhatItMayAndOthersGetNoMoreOfIt() {
        try (TestBus bus = bus(false, peer(one, "none", "100-1FF"), peer(two, "all", "none"))) {
            one.send(bus, "223#", "123#", "123#R");
            two.send(bus, "123#");
            bus.until(() -> bus.number(1, "datagrams_received") == 1 && bus.said.size() == 1);
            assertThat(bus.said).containsExactly("123#");
            assertThat(two.read()).containsExactly("123#");
            assertThat(one.hasNothing()).isTrue();
            assertThat(bus.peer(0).received().dropped(DropReason.DENIED)).isEqualTo(2);
            assertThat(bus.peer(1).received().dropped(DropReason.DENIED)).isOne();
            bus.expectBalance();
        }
    }

    @Test
    void aRateIsAPeersOwn() {
        try (TestBus bus = bus(false, peer(one, "all@10/s", "all@20/s"), peer(two, "all", "all"))) {
            bus.frames("123#01", "123#02", "123#03");
            assertThat(one.read()).containsExactly("123#01");
            assertThat(two.read()).hasSize(3);
            one.send(bus, "123#01", "123#02", "123#03");
            bus.until(() -> bus.said.size() == 2);
            assertThat(bus.peer(0).sent().dropped(DropReason.OVER_RATE)).isEqualTo(2);
            assertThat(bus.peer(0).received().dropped(DropReason.OVER_RATE)).isOne();
        }
    }

    @Test
    void aBroadcastAddressIsAPeerToSendTo() {
        try (DatagramPeer all = DatagramPeer.at("0.0.0.0");
                TestBus bus = bus(
                        false,
                        new Peer(
                                InetPlace.parse("127.255.255.255:" + all.place().port()),
                                Policy.everything(),
                                Mtu.USUAL))) {
            bus.frames("123#01");
            assertThat(all.read()).containsExactly("123#01");
        }
    }
}
