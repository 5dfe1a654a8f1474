package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.SctpListener;
import org.buslane.linux.inet.SctpSocket;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.Mtu;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.TimeoutTable;
import org.buslane.tunnel.cannelloni.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tunnels over SCTP, where a kernel has it. */
@OnKernels({"6.1", "6.12"})
class SctpTest {
    private static final InetPlace HERE = InetPlace.parse("127.0.0.1:0");

    private final MemorySegment memory = Arena.ofAuto().allocate(4096);

    @BeforeEach
    void theModuleIsLoaded() throws IOException, InterruptedException {
        for (String command : new String[] {"modprobe sctp", "ip link set lo up"}) {
            assertThat(new ProcessBuilder(command.split(" "))
                            .inheritIO()
                            .start()
                            .waitFor())
                    .as(command)
                    .isZero();
        }
    }

    private static CannelloniStream kind(Role role, InetPlace place, Settings settings) {
        return new CannelloniStream(Transport.SCTP, role, place, Policy.everything(), Mtu.USUAL, List.of(), settings);
    }

    private static TurnedBus server() {
        return new TurnedBus(kind(Role.SERVER, HERE, Settings.USUAL));
    }

    private static TurnedBus client(int port) {
        return new TurnedBus(kind(Role.CLIENT, InetPlace.parse("127.0.0.1:" + port), Settings.USUAL));
    }

    @Test
    void aServerAndItsClientsHearEachOther() {
        try (TurnedBus server = server();
                TurnedBus one = client(server.port());
                TurnedBus two = client(server.port())) {
            server.until(() -> one.report().well() && two.report().well() && greeted(server) == 2, one, two);
            one.say("123#R4", "123##5AABBCC");
            server.say("12345678#1122");
            server.until(
                    () -> server.said().size() == 2
                            && one.said().size() == 1
                            && two.said().size() == 3,
                    one,
                    two);
            assertThat(server.said()).containsExactly("123#R4", "123##5AABBCC");
            assertThat(one.said()).containsExactly("12345678#1122");
            assertThat(two.said()).containsExactlyInAnyOrder("123#R4", "123##5AABBCC", "12345678#1122");
            server.report().peers().forEach(peer -> {
                assertThat(peer.sent().isBalanced()).isTrue();
                assertThat(peer.received().isBalanced()).isTrue();
            });
        }
    }

    private static long greeted(TurnedBus server) {
        return server.report().peers().stream().filter(PeerReport::well).count();
    }

    @Test
    void aMessageIsADatagramByteForByte() {
        try (TurnedBus server = server();
                SctpSocket peer = comes(server)) {
            server.say("123#DEADBEEF", "12345678#1122");
            server.say("123#R4");
            assertThat(next(server, peer)).isEqualTo("0200000002" + "0000012304deadbeef" + "92345678021122");
            assertThat(next(server, peer)).isEqualTo("0200010001" + "4000012304");

            tell(peer, "0200000002" + "0000012304deadbeef" + "4000012304");
            server.until(() -> server.said().size() == 2);
            assertThat(server.said()).containsExactly("123#DEADBEEF", "123#R4");
        }
    }

    @Test
    void whatIsNoDatagramIsCountedAndTheAssociationGoesOn() {
        try (TurnedBus server = server();
                SctpSocket peer = comes(server)) {
            tell(peer, "0100000001" + "0000012300"); // another version
            tell(peer, "0200000002" + "0000000100"); // less than was announced
            tell(peer, "0200000001" + "0000012341"); // a length that none has
            tell(peer, "0200000001" + "0000000200");
            server.until(() -> server.said().size() == 2);
            assertThat(server.said()).containsExactly("001#", "002#");
            assertThat(server.peer(0).counts()).containsEntry("broken_messages", 3L);
            assertThat(server.peer(0).received()).hasToString("in 2 = delivered 2");
        }
    }

    @Test
    void aServerThatComesBackIsFoundAgain() {
        int port;
        TurnedBus client;
        try (TurnedBus server = server()) {
            port = server.port();
            client = client(port);
            server.until(() -> client.report().well(), client);
        }
        try (client) {
            client.until(() -> !client.report().well());
            client.say("001#");
            assertThat(client.peer(0).sent()).hasToString("in 1 = delivered 0 + down 1");
            try (TurnedBus again =
                    new TurnedBus(kind(Role.SERVER, InetPlace.parse("127.0.0.1:" + port), Settings.USUAL))) {
                again.until(() -> client.report().well() && greeted(again) == 1, client);
                client.say("002#");
                again.until(() -> again.said().equals(List.of("002#")), client);
            }
        }
    }

    @Test
    void framesWaitForOthersIfThatWasSaidAndGoInTheOrderOfTheirIds() {
        Settings patient = new Settings(0, 50_000_000, TimeoutTable.EMPTY, true, false, Settings.USUAL_QUEUE, false);
        try (TurnedBus server = new TurnedBus(kind(Role.SERVER, HERE, patient));
                SctpSocket peer = comes(server)) {
            server.say("002#");
            server.say("001#");
            assertThat(next(server, peer)).isEqualTo("0200000002" + "0000000100" + "0000000200");
        }
    }

    /** Of more than what waits in the kernel and here, some is lost; each frame is counted. */
    @Test
    void aPeerThatTakesNothingHoldsNobodyUp() {
        try (TurnedBus server = server();
                SctpSocket peer = comes(server)) {
            String[] frames = new String[64];
            Arrays.fill(frames, "123#1122334455667788");
            long said = 0;
            while (server.peer(0).sent().lost() == 0) {
                server.say(frames);
                server.turn();
                said += frames.length;
            }
            List<String> read = new ArrayList<>();
            server.until(() -> {
                take(peer, read);
                return server.peer(0).counts().getOrDefault("waiting", 1L) == 0;
            });
            PeerReport report = server.peer(0);
            assertThat(report.sent().in()).isEqualTo(said);
            assertThat(report.sent().isBalanced()).as("%s", report).isTrue();
            server.until(() -> {
                take(peer, read);
                return frames(read) == report.sent().delivered();
            });
        }
    }

    private static long frames(List<String> datagrams) {
        return datagrams.stream()
                .mapToLong(datagram -> HexFormat.fromHexDigits(datagram, 6, 10))
                .sum();
    }

    /** An association from the test's own socket, that the server has let in. */
    private static SctpSocket comes(TurnedBus server) {
        SctpSocket peer = SctpSocket.begin(InetPlace.parse("127.0.0.1:" + server.port()), "a test's peer");
        server.until(() -> greeted(server) == 1);
        assertThat(peer.result()).isZero();
        return peer;
    }

    private void tell(SctpSocket peer, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        assertThat(peer.send(memory, 0, bytes.length)).isEqualTo(bytes.length);
    }

    private String next(TurnedBus server, SctpSocket peer) {
        List<String> read = new ArrayList<>();
        server.until(() -> take(peer, read));
        return read.getFirst();
    }

    /** @return whether there was a message */
    private boolean take(SctpSocket peer, List<String> read) {
        int count = peer.receive(memory, 0, memory.byteSize());
        if (count == -Errno.EAGAIN) {
            return false;
        }
        assertThat(count).isPositive();
        assertThat(peer.isWhole()).isTrue();
        read.add(HexFormat.of().formatHex(memory.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE)));
        return true;
    }

    @Test
    void aMessageIsToldToBeWholeOrAPartOfOne() {
        try (SctpListener listener = SctpListener.listen(HERE);
                SctpSocket client = SctpSocket.begin(listener.local(), "a test's client");
                Epoll epoll = new Epoll(1)) {
            epoll.add(listener.descriptor(), 0, Epoll.IN);
            assertThat(epoll.await(10_000)).isEqualTo(1);
            SctpListener.Accepted accepted = listener.accept().orElseThrow();
            assertThat(accepted.peer().address()).isEqualTo(HERE.address());
            try (SctpSocket server = accepted.socket()) {
                epoll.remove(listener.descriptor());
                epoll.add(server.descriptor(), 0, Epoll.IN);
                assertThat(server.receive(memory, 0, 100)).isEqualTo(-Errno.EAGAIN);
                assertThat(client.send(memory, 0, 150)).isEqualTo(150);
                assertThat(epoll.await(10_000)).isEqualTo(1);
                assertThat(server.receive(memory, 0, 100)).isEqualTo(100);
                assertThat(server.isWhole()).isFalse();
                assertThat(server.receive(memory, 0, 100)).isEqualTo(50);
                assertThat(server.isWhole()).isTrue();
            }
        }
    }
}
