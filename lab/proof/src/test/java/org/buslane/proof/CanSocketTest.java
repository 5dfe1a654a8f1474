package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.Clocks;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.can.CanFilter;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.linux.can.SendEnd;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over sockets on virtual interfaces of a real kernel. */
@OnKernels({"6.1", "6.12"})
class CanSocketTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final CanOptions CLASSIC = CanOptions.classic();

    private final NetlinkSocket netlink = NetlinkSocket.open();
    private final Links links = new Links(netlink);
    private final Buses buses = Buses.here();
    private int can0;

    @BeforeEach
    void aBus() {
        buses.vcan("can0");
        can0 = index("can0");
    }

    @AfterEach
    void noBus() {
        buses.close();
        netlink.close();
    }

    private int index(String name) {
        return links.find(name).orElseThrow().index();
    }

    private static Frame data(int id, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return new DataFrame(ArbitrationId.standard(id), Payload.of(data), 0);
    }

    private static Frame[] many(int count) {
        return IntStream.range(0, count).mapToObj(id -> data(id)).toArray(Frame[]::new);
    }

    private static Frame fd(int id, int length) {
        // 4 is CANFD_FDF, which the kernel adds.
        return new FdFrame(ArbitrationId.standard(id), 1 | 4, Payload.of(new byte[length]));
    }

    @Test
    void framesOfAllKindsArriveAsTheyWereSent() {
        Frame[] frames = {
            data(0x123, 1, 2, 3),
            new DataFrame(ArbitrationId.extended(0x123), Payload.EMPTY, 0),
            new DataFrame(ArbitrationId.standard(0x7ff), Payload.ofHex("0011223344556677"), 15),
            new RemoteFrame(ArbitrationId.standard(0x200), 4, 0),
            new RemoteFrame(ArbitrationId.extended(0x1fffffff), 8, 0),
            fd(0x321, 64),
            fd(0x322, 0),
        };
        try (Wire sender = Wire.open(can0, CLASSIC.withFd());
                Wire receiver = Wire.open(can0, CLASSIC.withFd());
                Wire classic = Wire.open(can0, CLASSIC)) {
            sender.send(frames);
            assertThat(receiver.receive(7)).containsExactly(frames);
            assertThat(classic.receive(5))
                    .containsExactly(List.of(frames).subList(0, 5).toArray(Frame[]::new));
            assertThat(sender.waiting()).isEmpty();
        }
    }

    @Test
    void candumpAndASocketHearEachOther() {
        try (Candump candump = buses.dump("can0");
                Wire wire = Wire.open(can0, CLASSIC)) {
            wire.send(data(0x123, 0xDE, 0xAD));
            assertThat(candump.awaitFrames(1, SOON)).containsExactly("can0 123#DEAD");
            buses.send("can0", "00000123#R");
            assertThat(wire.receive()).containsExactly(new RemoteFrame(ArbitrationId.extended(0x123), 0, 0));
        }
    }

    @Test
    void aBatchOfMoreThanWaitsIsFilledAndTheRestComesNext() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire receiver = Wire.open(can0, CLASSIC)) {
            sender.send(many(64));
            sender.send(many(10));
            assertThat(receiver.receive(74)).hasSize(74).startsWith(many(64)).endsWith(many(10));
            assertThat(receiver.waiting()).isEmpty();
            assertThat(receiver.socket().dropped()).isZero();
        }
    }

    @Test
    void xlFramesGoWhereAnInterfaceHasRoomForThem() {
        mtu(2060);
        XlFrame xl = new XlFrame(0x123, 0, 0x80, 3, 0xCAFE, Payload.of(new byte[2048]));
        XlFrame ofANetwork = new XlFrame(0x123, 0x5A, 0x80, 3, 0xCAFE, Payload.of(new byte[100]));
        try (Wire sender = Wire.open(can0, CLASSIC.withXl());
                Wire receiver = Wire.open(can0, CLASSIC.withXl());
                Wire noXl = Wire.open(can0, CLASSIC.withFd())) {
            sender.send(xl, ofANetwork, fd(1, 8));
            assertThat(receiver.receive(3)).containsExactly(xl, ofANetwork, fd(1, 8));
            assertThat(noXl.receive(1)).containsExactly(fd(1, 8));
            assertThat(noXl.refused(xl)).isEqualTo(SendEnd.BAD_FRAME);
        }
    }

    private void mtu(int bytes) {
        links.down(can0);
        Namespace.here().run("ip", "link", "set", "can0", "mtu", Integer.toString(bytes));
        links.up(can0);
    }

    @Test
    void errorFramesComeOnlyToWhoAsksForTheirClass() {
        ErrorFrame busOff = new ErrorFrame(0x40, Payload.ofHex("0000000000000000"));
        ErrorFrame noAck = new ErrorFrame(0x20, Payload.ofHex("0000000000000000"));
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire plain = Wire.open(can0, CLASSIC);
                Wire all = Wire.open(can0, CLASSIC.withErrors(CanOptions.ALL_ERRORS));
                Wire onlyBusOff = Wire.open(can0, CLASSIC.withErrors(0x40).withFilters(List.of()))) {
            sender.send(noAck, busOff, data(1));
            assertThat(all.receive(3)).containsExactly(noAck, busOff, data(1));
            assertThat(plain.receive(1)).containsExactly(data(1));
            assertThat(onlyBusOff.receive(1)).containsExactly(busOff);
        }
    }

    @Test
    void ownFramesAreToldFromThoseOfOthers() {
        try (Wire own = Wire.open(can0, CLASSIC.withOwnFrames());
                Wire other = Wire.open(can0, CLASSIC)) {
            own.send(data(1));
            assertThat(own.receive(1)).containsExactly(data(1));
            assertThat(own.socket().ownFrames()).isEqualTo(1);
            assertThat(own.socket().localFrames()).isEqualTo(1);
            assertThat(other.receive(1)).containsExactly(data(1));
            assertThat(other.socket().ownFrames()).isZero();
            assertThat(other.socket().localFrames()).isEqualTo(1);
            other.send(data(2));
            assertThat(own.receive(1)).containsExactly(data(2));
            assertThat(own.socket().ownFrames()).isZero();
            assertThat(own.socket().localFrames()).isEqualTo(1);
        }
    }

    @Test
    void withoutLoopbackNobodyHereHears() {
        try (Wire quiet = Wire.open(can0, CLASSIC.withoutLoopback().withOwnFrames());
                Wire other = Wire.open(can0, CLASSIC)) {
            quiet.send(data(1));
            other.send(data(2));
            assertThat(quiet.receive(1)).containsExactly(data(2));
            assertThat(other.waiting()).isEmpty();
        }
    }

    @Test
    void filtersLetPassWhatOneOfThemDoesAndThatOnce() {
        List<CanFilter> some = List.of(new CanFilter(0x100, 0xC0000700), new CanFilter(0x123, 0xC00007FF));
        List<CanFilter> inverted = List.of(new CanFilter(0x123 | CanFilter.INVERTED, 0x7FF));
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire filtered = Wire.open(can0, CLASSIC.withFilters(some));
                Wire others = Wire.open(can0, CLASSIC.withFilters(inverted));
                Wire deaf = Wire.open(can0, CLASSIC.withFilters(List.of()))) {
            Frame remote = new RemoteFrame(ArbitrationId.standard(0x123), 0, 0);
            sender.send(data(0x123), remote, data(0x200), data(0x1ff));
            assertThat(filtered.receive(2)).containsExactly(data(0x123), data(0x1ff));
            assertThat(others.receive(2)).containsExactly(data(0x200), data(0x1ff));
            assertThat(deaf.waiting()).isEmpty();
        }
    }

    /** A frame that comes after the loss tells of it; the kernel can also be asked. */
    @Test
    void whatIsOfferedIsReceivedOrCountedAsDropped() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire witness = Wire.open(can0, CLASSIC.withBuffers(1 << 20, 0));
                Wire slow = Wire.open(can0, CLASSIC.withBuffers(1, 0))) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 3; i++) {
                    sender.send(many(64));
                    witness.receive(64);
                }
                long before = slow.socket().dropped();
                long dropped = slow.socket().droppedUntilNow() - before;
                int received = 0;
                for (int count = -1; count != 0; received += count) {
                    count = slow.waiting().size();
                }
                assertThat(dropped).isPositive();
                assertThat(received + dropped).isEqualTo(3 * 64);
                sender.send(data(1));
                assertThat(slow.receive(1)).containsExactly(data(1));
                witness.receive(1);
                assertThat(slow.socket().dropped()).isEqualTo(before + dropped);
            }
        }
    }

    /** By net.core.rmem_max alone some 500 frames. */
    @Test
    void whoMayHasAsMuchRoomAsItAsksFor() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire slow = Wire.open(can0, CLASSIC.withBuffers(2 << 20, 0))) {
            for (int i = 0; i < 30; i++) {
                sender.send(many(64));
            }
            assertThat(slow.receive(30 * 64)).hasSize(30 * 64);
            assertThat(slow.socket().droppedUntilNow()).isZero();
        }
    }

    @Test
    void theFrameAfterALossTellsHowMuchWasLost() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire witness = Wire.open(can0, CLASSIC);
                Wire slow = Wire.open(can0, CLASSIC.withBuffers(1, 0))) {
            sender.send(many(64));
            witness.receive(64);
            int received = slow.waiting().size();
            assertThat(slow.socket().dropped()).isZero();
            sender.send(data(1));
            slow.receive(1);
            assertThat(slow.socket().dropped()).isEqualTo(64 - received).isPositive();
        }
    }

    @Test
    void aFullQueueEndsSendingAtTheFrameThatDidNotGo() {
        queue(160);
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire receiver = Wire.open(can0, CLASSIC)) {
            sender.put(many(64));
            int sent = sender.socket().send(sender.batch(), 0, 64);
            assertThat(sent).isBetween(1, 63);
            assertThat(sender.socket().sendEnd()).isEqualTo(SendEnd.QUEUE_FULL);
            Deadline deadline = Deadline.in(SOON);
            while (sent < 64 && !deadline.isOver()) {
                LockSupport.parkNanos(10_000_000);
                sent += sender.socket().send(sender.batch(), sent, 64);
            }
            assertThat(sender.socket().sendEnd()).isEqualTo(SendEnd.ALL_SENT);
            assertThat(receiver.receive(64)).containsExactly(many(64));
        }
    }

    /** Of classic frames, which have 16 bytes there, 62 a second leave it. */
    private static void queue(int bytes) {
        String words = "tc qdisc add dev can0 root tbf rate 8kbit burst 64 limit " + bytes;
        Namespace.here().run(words.split(" "));
    }

    @Test
    void aSendBufferThatIsUsedUpEndsSendingUntilItsFramesAreGone() {
        queue(10_000);
        try (Wire sender = Wire.open(can0, CLASSIC.withBuffers(0, 1))) {
            sender.put(many(64));
            assertThat(sender.socket().send(sender.batch(), 0, 64)).isBetween(1, 63);
            assertThat(sender.socket().sendEnd()).isEqualTo(SendEnd.BUFFER_FULL);
        }
    }

    @Test
    void framesThatCannotBeAreTellingWhereTheyStand() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire receiver = Wire.open(can0, CLASSIC)) {
            sender.put(data(1), data(2), fd(3, 8), data(4));
            assertThat(sender.socket().send(sender.batch(), 0, 4)).isEqualTo(2);
            assertThat(sender.socket().sendEnd()).isEqualTo(SendEnd.BAD_FRAME);
            assertThat(sender.socket().send(sender.batch(), 3, 4)).isEqualTo(1);
            assertThat(sender.socket().sendEnd()).isEqualTo(SendEnd.ALL_SENT);
            assertThat(receiver.receive(3)).containsExactly(data(1), data(2), data(4));
        }
    }

    @Test
    void anInterfaceWithoutFdTakesNoFdFrame() {
        mtu(16);
        try (Wire sender = Wire.open(can0, CLASSIC.withFd())) {
            assertThat(sender.refused(fd(3, 8))).isEqualTo(SendEnd.BAD_FRAME);
            sender.send(data(1));
        }
    }

    @Test
    void anInterfaceThatGoesDownIsToldOnceAndComesBack() {
        try (Wire wire = Wire.open(can0, CLASSIC);
                Wire other = Wire.open(can0, CLASSIC)) {
            links.down(can0);
            assertThatThrownBy(wire::waiting)
                    .hasMessage("receive from CAN interface %d: ENETDOWN (network is down)".formatted(can0));
            assertThat(wire.waiting()).isEmpty();
            assertThat(wire.refused(data(1))).isEqualTo(SendEnd.DOWN);
            links.up(can0);
            assertThat(other.refused(data(2))).as("old news").isEqualTo(SendEnd.DOWN);
            other.send(data(2));
            assertThat(wire.receive(1)).containsExactly(data(2));
        }
    }

    @Test
    void anInterfaceThatIsDeletedIsTheEnd() {
        try (Wire wire = Wire.open(can0, CLASSIC);
                Wire other = Wire.open(can0, CLASSIC)) {
            links.delete(can0);
            assertThatThrownBy(wire::waiting)
                    .hasMessage("receive from CAN interface %d: ENODEV (no such device)".formatted(can0));
            assertThat(wire.waiting()).isEmpty();
            assertThat(wire.refused(data(1))).isEqualTo(SendEnd.GONE);
            assertThat(other.refused(data(1))).isEqualTo(SendEnd.GONE);
        }
    }

    @Test
    void whatIsNoCanInterfaceIsRefused() {
        assertThatThrownBy(() -> CanSocket.open(99_999, CLASSIC))
                .hasMessage("bind CAN interface 99999: ENODEV (no such device)");
        int loopback = index("lo");
        assertThatThrownBy(() -> CanSocket.open(loopback, CLASSIC))
                .hasMessage("bind CAN interface %d: ENODEV (no such device)".formatted(loopback));
    }

    @Test
    void aSocketOfAllInterfacesTellsWhichItWas() {
        buses.vcan("can1");
        int can1 = index("can1");
        try (Wire all = Wire.open(CanSocket.ANY, CLASSIC);
                Wire first = Wire.open(can0, CLASSIC);
                Wire second = Wire.open(can1, CLASSIC)) {
            first.send(data(1));
            assertThat(all.receive(1)).containsExactly(data(1));
            assertThat(all.socket().interfaceIndex(0)).isEqualTo(can0);
            second.send(data(2));
            assertThat(all.receive(1)).containsExactly(data(2));
            assertThat(all.socket().interfaceIndex(0)).isEqualTo(can1);
            assertThat(all.refused(data(3))).isEqualTo(SendEnd.GONE);
        }
    }

    @Test
    void framesCarryWhenTheyCame() {
        try (Wire sender = Wire.open(can0, CLASSIC);
                Wire receiver = Wire.open(can0, CLASSIC.withTimestamps());
                Wire without = Wire.open(can0, CLASSIC)) {
            long before = Clocks.realtimeNanos();
            sender.send(data(1), data(2));
            receiver.receive(2);
            long first = receiver.socket().stamp(0);
            assertThat(first).isBetween(before, Clocks.realtimeNanos());
            without.receive(1);
            assertThat(without.socket().stamp(0)).isZero();
        }
    }

    @Test
    void aSocketBelongsToTheNamespaceItWasOpenedIn() {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                Buses there = Buses.in(far).vcan("can9");
                NetlinkSocket farNetlink = NetlinkSocket.openIn(namespace)) {
            int can9 = new Links(farNetlink).find("can9").orElseThrow().index();
            try (Wire wire = Wire.of(CanSocket.openIn(namespace, can9, CLASSIC));
                    Candump candump = there.dump("can9")) {
                wire.send(data(0x42));
                assertThat(candump.awaitFrames(1, SOON)).containsExactly("can9 042#");
                there.send("can9", "043#");
                assertThat(wire.receive(1)).containsExactly(data(0x43));
            }
        }
    }

    @Test
    void aBatchThatDoesNotSuitIsRefused() {
        try (Wire wire = Wire.open(can0, CLASSIC)) {
            wire.put(data(1));
            assertThatThrownBy(() -> wire.socket().send(wire.batch(), 0, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            FrameBatch onHeap = new FrameBatch(MemorySegment.ofArray(new byte[72 * 64]), 72);
            assertThatThrownBy(() -> wire.socket().receive(onHeap))
                    .hasMessage("a CAN socket receives into slots of native memory of at least 72 bytes");
        }
        try (Wire wire = Wire.open(can0, CLASSIC.withXl())) {
            FrameBatch narrow = new FrameBatch(wire.arena().allocate(72 * 64, 8), 72);
            assertThatThrownBy(() -> wire.socket().receive(narrow)).hasMessageEndingWith("of at least 2060 bytes");
        }
    }
}
