package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.bus.BusClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, and what they may do. */
@Timeout(120)
class ReceptionTest {
    @TempDir
    private Path folder;

    @Test
    void busesAreSetUpBeforeTheyAreOpened() {
        try (Served served = Served.usual();
                TextClient client = served.connect()) {
            served.until(() -> client.has("< hi >"));
            client.forget();
            served.ask(client, "< can0 B 500000 -1 -1 -1 -1 -1 -1 -1 >", "< ok >");
            served.ask(client, "< can0 C 1 0 1 >", "< ok >");
            served.ask(client, "< open can0 >", "< ok >");

            assertThat(served.control.done)
                    .containsExactly(
                            new Command.SetTiming("can0", 500000, -1, -1, -1, -1, -1, -1, -1).toString(),
                            new Command.SetModes("can0", true, false, true).toString(),
                            "start can0");
        }
    }

    @Test
    void whatTheKernelRefusesEndsTheConnectionAsTheOriginalDoes() {
        try (Served served = Served.usual()) {
            served.control.refusal = "operation not permitted";
            expectLast(served, "< can0 B 500000 -1 -1 -1 -1 -1 -1 -1 >", "< error configuring interface can0 > \n");
            expectLast(served, "< can0 C 0 0 0 >", "< error configuring interface can0 > \n");
            expectLast(served, "< can0 B 1 >", "< error configuring interface can0 > \n");
            expectLast(served, "< can0 X >", "< configuration operation not supported X > \n");
            expectLast(served, "< open can0 >", "< error could not start interface can0 >");
            expectLast(served, "< echo >", "< error could not open bus >");
        }
    }

    private static void expectLast(Served served, String command, String answer) {
        try (TextClient client = served.connect()) {
            client.say(command);
            served.until(client::hasEnded);
            assertThat(client.text()).isEqualTo("< hi >" + answer);
        }
    }

    @Test
    void aUnixSocketIsAsGoodAndAFileThatWasLeftBehindIsNoHindrance() {
        Path path = folder.resolve("socketcand");
        UnixSocket.listen(SocketType.STREAM, UnixAddress.of(path), 1, 0600).close();
        assertThat(path).exists();
        try (Served served = new Served(at(new ListenPlace.Unix(path.toString())));
                TextClient client = served.open(TextClient.unix(path))) {
            served.raw(client);
            served.bus.frames("123#");
            served.until(() -> client.contains("< frame 123 "));
            assertThat(served.bus.peers().getFirst().name()).startsWith("unix pid ");
            assertThat(served.server.report().listening()).containsExactly("unix " + path);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aUnixSocketThatSomebodyListensToIsLeftAlone() {
        Path path = folder.resolve("socketcand");
        try (UnixSocket other = UnixSocket.listen(SocketType.STREAM, UnixAddress.of(path), 1, 0600);
                Served served = new Served(at(new ListenPlace.Unix(path.toString())))) {
            assertThat(served.server.report().well()).isFalse();
            assertThat(served.server.report().note()).contains("EADDRINUSE");
            assertThat(other.descriptor().isOpen()).isTrue();
        }
        assertThat(path).exists();
    }

    @Test
    void aFileOfThatNameIsSomebodysAndStays() throws IOException {
        Path path = Files.writeString(folder.resolve("notes.txt"), "dear diary");
        try (Served served = new Served(at(new ListenPlace.Unix(path.toString())))) {
            assertThat(served.server.report().note()).contains("EADDRINUSE");
        }
        assertThat(path).hasContent("dear diary");
    }

    @Test
    void whoSaysMuchAndOpensNoBusHasToGo() {
        try (Served served = Served.usual();
                TextClient chatter = served.connect();
                TextClient noise = served.connect()) {
            chatter.say("<>".repeat(10_000));
            noise.say("0123456789".repeat(2_000));

            served.until(() -> chatter.hasEnded() && noise.hasEnded());
            try (TextClient other = served.open()) {
                served.ask(other, "< echo >", "< echo >");
            }
        }
    }

    @Test
    void whatWasSaidBeforeHangingUpIsDoneInItsTime() {
        Path path = folder.resolve("socketcand");
        ServerSpec spec = at(new Limits(10, 256, 10, 0), new ListenPlace.Unix(path.toString()));
        try (Served served = new Served(spec)) {
            try (TextClient client = served.open(TextClient.unix(path))) {
                client.say("< send 100 0 >".repeat(20));
                served.until(() -> !served.bus.said.isEmpty());
            }
            served.bus.turn(5);
            for (int i = 0; i < 20; i++) {
                served.bus.pass(100 * ServedBus.MILLI);
            }
            assertThat(served.bus.said).hasSize(20);
            served.until(() -> served.server.report().clients() == 0);
        }
    }

    @Test
    void aNameWithoutASlashIsAbstract() {
        String name = "buslane-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (Served served = new Served(at(new ListenPlace.Unix(name)));
                UnixSocket client = UnixSocket.connect(SocketType.STREAM, UnixAddress.ofAbstract(name))) {
            Served.await(() -> client.unread() == "< hi >".length());
            assertThat(served.server.report().listening()).containsExactly("unix @" + name);
        }
        assertThat(Files.exists(Path.of(name))).isFalse();
    }

    @Test
    void severalPlacesAndIpv6AreListenedAt() {
        try (Served served = new Served(at(
                        new ListenPlace.Tcp(InetPlace.parse("[::1]:0")),
                        new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:0"))));
                TextClient six = TextClient.tcp("::1", served.port(), 0)) {
            served.until(() -> six.has("< hi >"));
            assertThat(served.server.report().listening()).hasSize(2);
        }
    }

    @Test
    void aPlaceThatIsTakenIsTriedAgain() {
        try (Served first = Served.usual()) {
            ListenPlace taken = new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:" + first.port()));
            try (SocketcandServer second =
                    SocketcandServer.start(at(taken), first.control, any -> first.traffic, BusClock.real())) {
                assertThat(second.report().well()).isFalse();
                assertThat(second.report().note()).contains("EADDRINUSE");
                first.end();
                Served.await(() -> second.report().well());
                assertThat(second.report().note()).isEmpty();
            }
        }
    }

    @Test
    void rulesSayWhoReadsAndWritesWhat() {
        Policy little = new Policy(RuleSet.parse("100-1FF"), RuleSet.parse("200"), false);
        ClientRule rule = new ClientRule("127.0.0.2", little, Set.of("can0"));
        try (Served served = new Served(
                        Served.spec(Policy.everything(), List.of(rule), true, Behaviour.USUAL, Limits.USUAL));
                TextClient stranger = served.connect()) {
            served.until(stranger::hasEnded);
            assertThat(stranger.text()).isEmpty();
            assertThat(served.server.report().refused()).isEqualTo(1);
            assertThat(served.server.report().clients()).isZero();
        }
        try (Served served = new Served(Served.spec(
                        Policy.everything(),
                        List.of(new ClientRule("127.0.0.0/8", little, Set.of("can0"))),
                        true,
                        Behaviour.USUAL,
                        Limits.USUAL));
                TextClient client = served.raw();
                TextClient other = served.connect()) {
            served.ask(client, "< send 100 0 >< send 200 0 >< echo >", "< echo >");
            served.bus.frames("100#", "200#");
            served.until(() -> client.contains("< frame 100 "));
            assertThat(client.text()).doesNotContain("200");
            assertThat(served.bus.said).containsExactly("200#");
            PeerReport report = served.bus.peer(client.name());
            assertThat(report.received().dropped(DropReason.DENIED)).isEqualTo(1);
            assertThat(report.sent().dropped(DropReason.DENIED))
                    .as("one of the bus, and its own")
                    .isEqualTo(2);
            other.say("< open can1 >");
            served.until(other::hasEnded);
            assertThat(other.text()).isEqualTo("< hi >< error could not open bus >");
        }
    }

    @Test
    void thereAreNoMoreClientsThanMayBe() {
        try (Served served = new Served(Served.spec(Policy.everything(), Behaviour.USUAL, new Limits(2, 256, 0, 0)));
                TextClient one = served.open()) {
            try (TextClient two = served.open();
                    TextClient three = served.connect()) {
                served.until(three::hasEnded);
                served.ask(two, "< echo >", "< echo >");
                assertThat(served.server.report().refused()).isEqualTo(1);
            }
            served.until(() -> served.server.report().clients() == 1);
            try (TextClient four = served.open()) {
                served.ask(four, "< echo >", "< echo >");
            }
            served.ask(one, "< echo >", "< echo >");
        }
    }

    @Test
    void whoGivesMoreCommandsThanHeMayIsReadLater() {
        try (Served served =
                        new Served(Served.spec(Policy.everything(), Behaviour.USUAL, new Limits(10, 256, 100, 0)));
                TextClient client = served.open()) {
            served.bus.pass(1_000 * ServedBus.MILLI);
            client.say("< echo >".repeat(30));

            served.until(() -> client.text().length() >= 10 * 8);
            served.bus.turn(5);
            assertThat(client.has("< echo >".repeat(10))).isTrue();
            for (int i = 11; i <= 30; i++) {
                served.bus.pass(10 * ServedBus.MILLI);
                String expected = "< echo >".repeat(i);
                served.until(() -> client.has(expected));
            }
        }
    }

    @Test
    void aServerThatEndsEndsItsClients() {
        try (Served served = Served.usual();
                TextClient opened = served.open();
                TextClient waiting = served.connect()) {
            served.until(() -> waiting.has("< hi >"));
            served.end();
            Served.await(() -> opened.hasEnded() && waiting.hasEnded());
            assertThat(served.server.report().clients()).isZero();
        }
    }

    private static ServerSpec at(ListenPlace... places) {
        return at(Limits.USUAL, places);
    }

    private static ServerSpec at(Limits limits, ListenPlace... places) {
        return new ServerSpec(
                "test",
                List.of("can0"),
                List.of(places),
                Policy.everything(),
                List.of(),
                false,
                limits,
                Behaviour.USUAL,
                Optional.empty(),
                Optional.empty());
    }
}
