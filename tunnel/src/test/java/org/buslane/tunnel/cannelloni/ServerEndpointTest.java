package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.tunnel.cannelloni.ScriptedPeer.GREETING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.TcpListener;
import org.buslane.tunnel.Batches;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.peer.EchoBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServerEndpointTest {
    private static final String F1 = "00000123 04 deadbeef";
    private static final String F2 = "92345678 02 1122";

    /** A remote frame, whose length cannelloni's own decoder loses; FD with BRS; no data. */
    private static final String FIVE = F1 + F2 + "40000123 04" + "00000123 83 05 aabbcc" + "000007ff 00";

    private static final String[] FIVE_WORDS = {"123#DEADBEEF", "12345678#1122", "123#R4", "123##5AABBCC", "7FF#"};

    @Test
    void itGreetsAtOnceAndHearsAGreetingThatComesByteByByte() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.comes(loop.port())) {
            loop.until(() -> peer.heard().equals(GREETING));
            assertThat(loop.peer(0).well()).isFalse();
            for (int i = 0; i < GREETING.length(); i += 2) {
                int sent = i / 2;
                loop.until(() -> loop.count(0, "bytes_received") == sent);
                peer.says(GREETING.substring(i, i + 2));
            }
            loop.until(() -> loop.peer(0).well());
            peer.says(F1);
            loop.until(() -> loop.said().size() == 1);
            assertThat(loop.said()).containsExactly("123#DEADBEEF");
        }
    }

    @Test
    void aWrongGreetingEndsTheConnectionAndIsCounted() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.comes(loop.port())) {
            peer.says("43414e4e454c4c4f4e497632"); // CANNELLONIv2
            loop.until(peer::hasEnded);
            assertThat(loop.count(0, "wrong_greetings")).isEqualTo(1);
            assertThat(loop.said()).isEmpty();
        }
    }

    @Test
    void oneThatDoesNotGreetIsClosed() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.comes(loop.port())) {
            loop.until(() -> loop.report().peers().size() == 1);
            loop.pass(Duration.ofSeconds(5));
            loop.until(peer::hasEnded);
            assertThat(loop.count(0, "missing_greetings")).isEqualTo(1);
        }
    }

    @Test
    void fiveFramesAreReadHoweverTheyAreCut() {
        String all = FIVE.replace(" ", "");
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.greets(loop.port())) {
            long bytes = GREETING.length() / 2;
            List<String> expected = new ArrayList<>();
            for (int cut = 2; cut < all.length(); cut += 2) {
                peer.says(all.substring(0, cut));
                long half = bytes + cut / 2;
                loop.until(() -> loop.report().peers().size() == 1 && loop.count(0, "bytes_received") == half);
                peer.says(all.substring(cut));
                bytes += all.length() / 2;
                long whole = bytes;
                loop.until(() -> loop.count(0, "bytes_received") == whole);
                expected.addAll(List.of(FIVE_WORDS));
            }
            assertThat(loop.said()).isEqualTo(expected);
            assertThat(loop.peer(0).received().delivered()).isEqualTo(expected.size());
        }
    }

    @Test
    void framesAreSaidAsTheOriginalSaysThem() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.greets(loop.port())) {
            loop.until(() -> loop.report().peers().size() == 1 && loop.peer(0).well());
            loop.say(FIVE_WORDS);
            loop.until(() -> peer.frames().equals(FIVE.replace(" ", "")));
            assertThat(loop.peer(0).sent().delivered()).isEqualTo(5);
            assertThat(loop.heard().delivered()).isEqualTo(5);
        }
    }

    @Test
    void framesThatNobodyHasGreetedForAreCountedAsDropped() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.comes(loop.port())) {
            loop.say("001#");
            loop.until(() -> loop.report().peers().size() == 1);
            loop.say("002#");
            assertThat(loop.heard()).hasToString("in 2 = delivered 0 + down 2");
            assertThat(loop.peer(0).sent()).hasToString("in 1 = delivered 0 + down 1");
            peer.says(GREETING);
            loop.until(() -> loop.peer(0).well());
            loop.say("003#");
            loop.until(() -> peer.frames().equals("0000000300"));
        }
    }

    @Test
    void onePeerThatSendsEverythingBackIsLeftAloneForAWhile() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.greets(loop.port())) {
            loop.until(() -> loop.report().peers().size() == 1 && loop.peer(0).well());
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < EchoBreaker.ECHOES; i++) {
                all.append("00000123 01 %02x".formatted(i).replace(" ", ""));
                loop.say("123#%02X".formatted(i));
            }
            loop.until(() -> peer.frames().contentEquals(all));
            peer.says(all.toString());
            loop.until(() -> loop.count(0, "loops") == 1);
            assertThat(loop.count(0, "echoes")).isEqualTo(EchoBreaker.ECHOES);
            assertThat(loop.peer(0).well()).isFalse();
            assertThat(loop.peer(0).note()).startsWith("a loop: it sends back what it is sent");
            loop.say("124#");
            assertThat(loop.peer(0).sent().dropped(DropReason.DOWN)).isEqualTo(1);
            loop.pass(Duration.ofNanos(EchoBreaker.FIRST_PAUSE));
            loop.say("126#");
            loop.until(() -> peer.frames().endsWith("0000012600"));
            assertThat(loop.peer(0).well()).isTrue();
            assertThat(loop.peer(0).sent().isBalanced()).isTrue();
        }
    }

    @Test
    void everyPeerHearsTheBusAndTheOthersButNotItself() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer one = ScriptedPeer.greets(loop.port());
                ScriptedPeer two = ScriptedPeer.greets(loop.port());
                ScriptedPeer three = ScriptedPeer.greets(loop.port())) {
            loop.until(() ->
                    loop.report().peers().stream().filter(PeerReport::well).count() == 3);
            one.says("0000000100");
            two.says("0000000200");
            loop.until(() -> three.frames().length() == 20);
            loop.until(() -> one.frames().equals("0000000200") && two.frames().equals("0000000100"));
            loop.say("007#");
            loop.until(() -> one.frames().endsWith("0000000700")
                    && two.frames().endsWith("0000000700")
                    && three.frames().endsWith("0000000700"));
            assertThat(loop.said()).containsExactlyInAnyOrder("001#", "002#");
            assertThat(one.frames()).isEqualTo("00000002000000000700");
            loop.report().peers().forEach(peer -> {
                assertThat(peer.sent().isBalanced()).isTrue();
                assertThat(peer.received().isBalanced()).isTrue();
            });
        }
    }

    @Test
    void whoIsNoPeerIsClosedAndCounted() {
        Peer other = Kinds.peer("127.0.0.9", Policy.everything());
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS, other));
                ScriptedPeer stranger = ScriptedPeer.comes(loop.port());
                ScriptedPeer peer = ScriptedPeer.comes(loop.port(), "127.0.0.9", 0)) {
            loop.until(stranger::hasEnded);
            assertThat(stranger.heard()).isEmpty();
            loop.until(() -> peer.heard().equals(GREETING));
            assertThat(loop.report().note())
                    .isEqualTo("refused 127.0.0.1:%d: it is none of the peers", stranger.port());
            assertThat(loop.peer(0).name()).isEqualTo("127.0.0.9");
            assertThat(loop.count(1, "refused_connections")).isEqualTo(1);
        }
    }

    @Test
    void anybodyMayComeIfThatWasSaid() {
        Peer other = Kinds.peer("127.0.0.9", Policy.everything());
        Settings settings = Kinds.settings(0, Settings.USUAL_QUEUE, true);
        try (StreamLoop loop = new StreamLoop(Kinds.server(settings, other));
                ScriptedPeer stranger = ScriptedPeer.comes(loop.port())) {
            loop.until(() -> stranger.heard().equals(GREETING));
            assertThat(loop.peer(1).name()).isEqualTo("127.0.0.1:" + stranger.port());
        }
    }

    @Test
    void eachPeerHasAPolicyOfItsOwn() {
        Peer reader = Kinds.peer("127.0.0.8", Policy.readOnly());
        Peer some = Kinds.peer("127.0.0.9", new Policy(RuleSet.parse("100-1FF"), RuleSet.parse("200"), false));
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS, reader, some));
                ScriptedPeer one =
                        ScriptedPeer.comes(loop.port(), "127.0.0.8", 0).says(GREETING);
                ScriptedPeer two =
                        ScriptedPeer.comes(loop.port(), "127.0.0.9", 0).says(GREETING)) {
            loop.until(() -> loop.peer(0).well() && loop.peer(1).well());
            loop.say("100#", "300#");
            one.says("0000020000");
            two.says("0000020000" + "0000020100");
            loop.until(() -> one.frames().equals("00000100000000030000" + "0000020000"));
            loop.until(() -> two.frames().equals("0000010000"));
            loop.until(() -> loop.peer(0).received().in() == 1);
            assertThat(loop.said()).containsExactly("200#");
            assertThat(loop.peer(0).received()).hasToString("in 1 = delivered 0 + denied 1");
            assertThat(loop.peer(1).received()).hasToString("in 2 = delivered 1 + denied 1");
            assertThat(loop.peer(1).sent()).hasToString("in 2 = delivered 1 + denied 1");
            assertThat(loop.heard()).hasToString("in 2 = delivered 2");
        }
    }

    @Test
    void aLengthThatNoFrameHasEndsTheConnectionAndIsCounted() {
        for (String hostile : new String[] {"00000123 41", "00000123 7f", "00000123 c1 00", "00000123 ff 00"}) {
            try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                    ScriptedPeer peer = ScriptedPeer.greets(loop.port())) {
                peer.says(F1 + hostile + F2);
                loop.until(peer::hasEnded);
                assertThat(loop.said()).as(hostile).containsExactly("123#DEADBEEF");
                assertThat(loop.count(0, "hostile_lengths")).as(hostile).isEqualTo(1);
                assertThat(loop.peer(0).name()).isEqualTo("others");
            }
        }
    }

    @Test
    void framesThatNoBusCarriesAreCountedAndTheConnectionGoesOn() {
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS));
                ScriptedPeer peer = ScriptedPeer.greets(loop.port())) {
            loop.mtu(FrameLayout.CLASSIC_SIZE);
            peer.says("00000123 09 112233445566778899" + "00000123 81 04 11" + F1);
            loop.until(() -> loop.said().size() == 1);
            assertThat(loop.peer(0).received()).hasToString("in 3 = delivered 1 + invalid 2");
            loop.mtu(0);
            peer.says(F1);
            loop.until(() -> loop.peer(0).received().in() == 4);
            loop.mtu(FrameLayout.FD_SIZE);
            loop.room(0);
            peer.says(F1);
            loop.until(() -> loop.peer(0).received().in() == 5);
            assertThat(loop.peer(0).received()).hasToString("in 5 = delivered 1 + invalid 2 + down 1 + queue_full 1");
        }
    }

    @Test
    void onePeerThatDiesWithinAFrameIsForgottenBeforeItComesAgain() {
        Peer known = Kinds.peer("127.0.0.1", Policy.everything());
        try (StreamLoop loop = new StreamLoop(Kinds.server(Kinds.SETTINGS, known))) {
            for (int i = 0; i < 3; i++) {
                ScriptedPeer peer = ScriptedPeer.greets(loop.port()).says(F2 + "00000123 08 1122");
                int said = i + 1;
                loop.until(() -> loop.said().size() == said);
                peer.dies();
                loop.until(() -> !loop.peer(0).well());
                loop.say("001#");
            }
            assertThat(loop.said()).containsOnly("12345678#1122");
            assertThat(loop.count(0, "connections")).isEqualTo(3);
            assertThat(loop.peer(0).received()).hasToString("in 3 = delivered 3");
            assertThat(loop.peer(0).note()).isNotEmpty();
            assertThat(loop.heard()).hasToString("in 3 = delivered 0 + down 3");
        }
    }

    @Test
    void aPeerThatTakesNothingIsNotSentWhatIsOldAndHoldsNobodyUp() {
        Settings settings = Kinds.settings(Duration.ofMillis(100).toNanos(), Settings.LEAST_QUEUE, false);
        try (StreamLoop loop = new StreamLoop(Kinds.server(settings));
                ScriptedPeer slow =
                        ScriptedPeer.comes(loop.port(), "127.0.0.1", 1152).says(GREETING)) {
            loop.until(() -> loop.report().peers().size() == 1 && loop.peer(0).well());
            try (ScriptedPeer quick = ScriptedPeer.greets(loop.port())) {
                loop.until(() -> loop.report().peers().size() == 2
                        && loop.report().peers().stream().allMatch(PeerReport::well));
                FrameBatch batch = full();
                int batches = 0;
                while (lost(loop, DropReason.QUEUE_FULL) == 0) {
                    loop.say(batch);
                    loop.turn();
                    quick.heard();
                    batches++;
                }
                assertThat(lost(loop, DropReason.OVER_AGE)).isZero();
                loop.pass(Duration.ofMillis(105));
                loop.say(batch);
                batches++;
                assertThat(lost(loop, DropReason.OVER_AGE)).isPositive();

                long sent = (long) batches * FrameBatch.CAPACITY;
                int frames = 2 * 13 * batches * FrameBatch.CAPACITY;
                loop.until(() -> quick.frames().length() == frames);
                assertThat(loop.heard().delivered()).isEqualTo(sent);
                loop.until(() -> {
                    slow.heard();
                    return loop.report().peers().stream()
                            .allMatch(peer -> peer.counts().getOrDefault("waiting", 1L) == 0);
                });
                for (PeerReport peer : loop.report().peers()) {
                    Account account = peer.sent();
                    assertThat(account.isBalanced()).as("%s", account).isTrue();
                    assertThat(account.in()).isEqualTo(sent);
                    assertThat(peer.counts().get("bytes_sent"))
                            .isEqualTo(GREETING.length() / 2 + 13 * account.delivered());
                }
                loop.until(() -> slow.frames().length() == 26 * delivered(loop));
                assertThat(slow.frames()).matches("(0000012308[0-9a-f]{16})*");
            }
        }
    }

    private static long lost(StreamLoop loop, DropReason reason) {
        return loop.report().peers().stream()
                .mapToLong(peer -> peer.sent().dropped(reason))
                .sum();
    }

    /** To the one that lost some. */
    private static long delivered(StreamLoop loop) {
        return loop.report().peers().stream()
                .mapToLong(peer -> peer.sent().delivered())
                .min()
                .orElseThrow();
    }

    private static FrameBatch full() {
        String[] frames = new String[FrameBatch.CAPACITY];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = "123#%016X".formatted(i);
        }
        return Batches.of(frames);
    }

    @Test
    void aPlaceThatIsTakenIsTriedAgain() {
        TcpListener taken = TcpListener.listen(InetPlace.parse("127.0.0.1:0"));
        InetPlace place = taken.local();
        CannelloniStream kind = new CannelloniStream(
                Transport.TCP, Role.SERVER, place, Policy.readOnly(), 1500, List.of(), Kinds.SETTINGS);
        try (StreamLoop loop = new StreamLoop(kind::open)) {
            try (taken) {
                assertThat(loop.report().well()).isFalse();
                assertThat(loop.report().note()).contains("EADDRINUSE").contains(place.toString());
                assertThat(loop.report().listening()).isEmpty();
            }
            loop.pass(Duration.ofSeconds(1));
            loop.until(() -> loop.report().well());
            assertThat(loop.report().listening()).isEqualTo(place + "/tcp");
            assertThat(loop.report().note()).isEmpty();
        }
    }
}
