package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.tunnel.PeerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real clients of a real server, on a bus that does as the test says. */
@Timeout(120)
class ServerTest {
    private static final String AT = "1795262400.000000";

    @Test
    void aClientIsGreetedOpensABusAndHearsItsFrames() {
        try (Served served = Served.usual();
                TextClient client = served.connect()) {
            served.until(() -> client.has("< hi >"));
            client.forget();
            served.ask(client, "< open can0 >", "< ok >");
            served.ask(client, "< rawmode >", "< ok >");

            served.bus.pass(Behaviour.USUAL.holdOff());
            served.bus.frames("123#DEADBEEF", "12345678#1122", "7FF#");

            served.until(() -> client.contains("7FF"));
            assertThat(client.text())
                    .isEqualTo("< frame 123 " + AT + " DEADBEEF >< frame 12345678 " + AT + " 1122 >< frame 7FF " + AT
                            + "  >");
            served.bus.expectBalance();
        }
    }

    @Test
    void theFirstFramesWaitUntilTheAnswerIsRead() {
        try (Served served = Served.usual();
                TextClient client = served.open()) {
            served.ask(client, "< rawmode >", "< ok >");

            served.bus.frames("123#01");
            served.bus.pass(Behaviour.USUAL.holdOff() - 1);
            served.bus.frames("123#02");
            assertThat(client.text()).isEmpty();
            served.bus.pass(1);

            served.until(() -> client.contains("02 >"));
            assertThat(client.text()).isEqualTo("< frame 123 " + AT + " 01 >< frame 123 " + AT + " 02 >");
        }
    }

    @Test
    void theyWaitNoLongerForAClientThatSpeaks() {
        try (Served served = Served.usual();
                TextClient client = served.open()) {
            served.ask(client, "< rawmode >", "< ok >");
            served.bus.frames("123#01");
            client.say("< echo >");

            served.until(() -> client.contains("01 >"));
            assertThat(client.text()).isEqualTo("< echo >< frame 123 " + AT + " 01 >");
        }
    }

    @Test
    void aRateIsForWhatAClientAsksForAndAllThatItDoesNotGetIsCounted() {
        Policy little = new Policy(RuleSet.parse("100-1FF@1/s"), RuleSet.NONE, false);
        try (Served served = new Served(Served.spec(little, Behaviour.USUAL, Limits.USUAL));
                TextClient client = served.open()) {
            served.ask(client, "< subscribe 0 0 123 >< subscribe 0 0 223 >< echo >", "< echo >");
            served.bus.pass(1_000 * ServedBus.MILLI);

            served.bus.frames("124#", "124#", "123#01", "123#02", "223#");
            served.until(() -> client.contains("01  >"));
            client.forget();
            served.ask(client, "< echo >", "< echo >");
            PeerReport report = served.bus.peer(client.name());
            assertThat(report.sent().dropped(DropReason.OVER_RATE)).isEqualTo(1);
            assertThat(report.sent().dropped(DropReason.DENIED)).isEqualTo(1);
            assertThat(report.sent().in()).isEqualTo(3);
            served.bus.expectBalance();
        }
    }

    @Test
    void aClientThatHadNoRoomForAnswersIsReadOnWhenItHas() {
        try (Served served = new Served(Served.spec(Policy.everything(), small(), new Limits(10, 1, 0, 0)));
                TextClient client = served.open()) {
            client.say("< subscribe 0 0 123 >".repeat(2_000) + "< echo >");

            served.until(() -> client.contains("< echo >"));
        }
    }

    private static Behaviour small() {
        Behaviour usual = Behaviour.USUAL;
        return new Behaviour(usual.dialects(), 0, true, false, usual.holdOff(), 16 * 1024, usual.reel());
    }

    @Test
    void whatAClientSaysIsSaidOnceAndHeardByTheOthersOnly() {
        try (Served served = Served.usual();
                TextClient one = served.raw();
                TextClient two = served.raw()) {
            one.say("< send 123 2 DE AD >");

            served.until(() -> two.contains(">"));
            served.bus.pass(10 * ServedBus.MILLI);
            assertThat(two.text()).isEqualTo("< frame 123 " + AT + " DEAD >");
            served.ask(one, "< echo >", "< echo >");
            assertThat(served.bus.said).containsExactly("123#DEAD");
            PeerReport speaker = served.bus.peer(one.name());
            assertThat(speaker.received().delivered()).isEqualTo(1);
            assertThat(speaker.sent().dropped(DropReason.UNWANTED)).isEqualTo(1);
            served.bus.expectBalance();
        }
    }

    @Test
    void whatComesInOneBurstIsHeardByTheOthersInItsOrder() {
        try (Served served = Served.usual();
                TextClient one = served.raw();
                TextClient two = served.raw()) {
            StringBuilder commands = new StringBuilder();
            StringBuilder frames = new StringBuilder();
            for (int i = 0; i < 2_000; i++) {
                commands.append("< send 123 2 %x %x >".formatted(i >> 8, i & 0xff));
                frames.append("< frame 123 %s %04X >".formatted(AT, i));
            }
            one.say(commands.append("< echo >").toString());

            served.until(() -> one.has("< echo >"));
            served.bus.pass(10 * ServedBus.MILLI);
            served.until(() -> two.text().length() >= frames.length());
            assertThat(two.text()).isEqualTo(frames.toString());
            assertThat(served.bus.said).hasSize(2_000);
            served.bus.expectBalance();
        }
    }

    @Test
    void commandsMayBeSplitAndJoinedAnyhow() {
        try (Served served = Served.usual();
                TextClient client = served.connect()) {
            String all = "< open can0 >\n< rawmode >junk< send 123 1 AA >< send 00000124 2 B C >< echo >";
            for (int i = 0; i < all.length(); i++) {
                client.say(all.substring(i, i + 1));
                served.bus.turn(0);
            }

            served.until(() -> client.has("< hi >< ok >< ok >< echo >"));
            assertThat(served.bus.said).containsExactly("123#AA", "00000124#0B0C");
        }
    }

    @Test
    void allInOneSegmentIsTheSame() {
        try (Served served = Served.usual();
                TextClient client = served.connect()) {
            client.say("< open can0 >< rawmode >< send 123 0 >< send 124 0 >< echo >");

            served.until(() -> client.has("< hi >< ok >< ok >< echo >"));
            assertThat(served.bus.said).containsExactly("123#", "124#");
        }
    }

    @Test
    void aBusThatIsNotServedIsNotOpened() {
        try (Served served = Served.usual();
                TextClient client = served.connect()) {
            client.say("< open can7 >");

            served.until(client::hasEnded);
            assertThat(client.text()).isEqualTo("< hi >< error could not open bus >");
            assertThat(served.server.report().refused()).isEqualTo(1);
        }
    }

    @Test
    void switchingToTheModeOneIsInIsUnknown() {
        try (Served served = Served.usual();
                TextClient client = served.raw()) {
            served.ask(client, "< rawmode >", "< error unknown command >");
            served.ask(client, "< bcmmode >", "< ok >");
            served.ask(client, "< bcmmode >", "< error unknown command >");
            served.ask(client, "< isotpmode >", "< ok >");
            served.ask(client, "< controlmode >", "< ok >");
        }
    }

    @Test
    void aServerThatIsNotStrictOnlyCountsWhatItDoesNotKnow() {
        try (Served served = Served.with(usual ->
                        new Behaviour(usual.dialects(), 0, false, true, usual.holdOff(), usual.queue(), usual.reel()));
                TextClient client = served.raw()) {
            served.ask(client, "< nonsense >< send 1 >< echo >", "< echo >");

            PeerReport report = served.bus.peer(client.name());
            assertThat(ServedBus.number(report, "unknown_commands")).isEqualTo(1);
            assertThat(ServedBus.number(report, "malformed_commands")).isEqualTo(1);
        }
    }

    @Test
    void controlModeTellsHowMuchGoesOverTheBusAndNoFrames() {
        try (Served served = Served.usual();
                TextClient client = served.open()) {
            served.ask(client, "< controlmode >", "< ok >");
            served.ask(client, "< statistics 20 >< echo >", "< echo >");

            served.bus.frames("123#00");
            served.bus.pass(19 * ServedBus.MILLI);
            served.ask(client, "< echo >", "< echo >");
            served.bus.pass(ServedBus.MILLI);
            served.until(() -> client.has("< stat 1 2 3 4 >"));
            served.traffic = Optional.of(new BusTraffic(5, 6, 7, 8));
            served.bus.pass(20 * ServedBus.MILLI);
            served.until(() -> client.has("< stat 1 2 3 4 >< stat 5 6 7 8 >"));
            client.forget();
            served.ask(client, "< statistics 0 >< echo >", "< echo >");
            served.bus.pass(100 * ServedBus.MILLI);
            served.ask(client, "< echo >", "< echo >");
        }
    }

    @Test
    void ofABusThatTheKernelDoesNotCountTheServerTellsWhatItHasSeen() {
        try (Served served = Served.usual();
                TextClient watcher = served.open();
                TextClient client = served.open()) {
            served.traffic = Optional.empty();
            served.bus.frames("123#DEAD", "123#R4", "12345678#010203");
            served.ask(client, "< send 1 4 1 2 3 4 >< send 2 0 >< echo >", "< echo >");
            served.ask(watcher, "< controlmode >", "< ok >");
            watcher.say("< statistics 10 >");
            served.until(() -> served.bus.due() != Long.MAX_VALUE);
            served.bus.pass(10 * ServedBus.MILLI);
            served.until(() -> watcher.has("< stat 5 3 4 2 >"));
        }
    }

    @Test
    void aFaultOfOursOverOneClientEndsThatClientOnly() {
        try (Served served = Served.usual();
                TextClient one = served.open();
                TextClient two = served.raw()) {
            served.isFaulty = true;
            served.ask(one, "< controlmode >", "< ok >");
            one.say("< statistics 10 >");
            served.until(() -> served.bus.due() != Long.MAX_VALUE);

            served.bus.pass(10 * ServedBus.MILLI);

            served.until(one::hasEnded);
            served.ask(two, "< echo >", "< echo >");
            assertThat(served.server.report().clients()).isEqualTo(1);
        }
    }

    @Test
    void aBusThatIsDownEndsNoSessionAndTellsNothingTwice() {
        try (Served served = Served.usual();
                TextClient client = served.raw()) {
            served.bus.frames("123#01");
            served.until(() -> client.contains("01 >"));
            client.forget();
            served.bus.mtu = 0;
            served.ask(client, "< send 1 0 >< send 2 0 >< echo >", "< echo >");
            served.bus.mtu = 16;
            served.bus.room = 0;
            served.ask(client, "< send 1 0 >< echo >", "< echo >");
            served.bus.room = 1;
            served.ask(client, "< send 3 0 >< echo >", "< echo >");

            assertThat(served.bus.said).containsExactly("003#");
            PeerReport report = served.bus.peer(client.name());
            assertThat(report.received().dropped(DropReason.DOWN)).isEqualTo(2);
            assertThat(report.received().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
            served.bus.expectBalance();
        }
    }

    @Test
    void aClientThatGoesIsCountedAmongTheOthers() {
        try (Served served = Served.usual()) {
            try (TextClient client = served.raw()) {
                served.ask(client, "< send 1 0 >< echo >", "< echo >");
            }
            served.until(() -> served.server.report().clients() == 0);
            assertThat(served.bus.peer("others").received().delivered()).isEqualTo(1);
            served.bus.expectBalance();
        }
    }
}
