package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.peer.EchoBreaker;
import org.buslane.tunnel.socketcand.ScriptedServer.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client and servers that are played by the test, over real sockets. */
@Timeout(120)
class SocketcandLinkTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Test
    void eachAnswerIsWaitedForBeforeMoreIsSaid() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.accepts(loop)) {
            loop.say("123#11");
            guest.says("<");
            loop.until(() -> loop.count("bytes_received") == 1);
            guest.says(" hi >");
            loop.until(() -> guest.heard().equals("< open can0 >"));
            guest.says("< o");
            guest.says("k >");
            loop.until(() -> guest.heard().equals("< open can0 >< rawmode >"));
            assertThat(loop.report().well()).isFalse();
            guest.says("< ok >< frame 123 1795211619.243320 DEADBEEF >< frame 12345");
            loop.until(() -> loop.said().size() == 1);
            guest.says("678 1795211619.243321  >");
            loop.until(() -> loop.said().size() == 2);
            loop.say("123#R4", "12345678#1122", "7FF#");
            loop.until(() -> guest.heard().endsWith("< send 12345678 2 11 22 >< send 7FF 0 >"));

            assertThat(loop.report().well()).isTrue();
            assertThat(loop.said()).containsExactly("123#DEADBEEF", "12345678#");
            assertThat(loop.peer().sent()).hasToString("in 4 = delivered 2 + invalid 1 + down 1");
            assertThat(loop.heard()).isEqualTo(loop.peer().sent());
            loop.expectBalance();
        }
    }

    /** The original ends a session if a read of its own brings half a command. */
    @Test
    void noReadBringsHalfACommand() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            String[] frames = Stream.iterate(0, i -> i + 1)
                    .limit(60)
                    .map("%03X#1122334455667788"::formatted)
                    .toArray(String[]::new);
            for (int i = 0; i < 100; i++) {
                loop.say(frames);
                loop.turn();
                guest.read(64 * 1024);
            }
            loop.until(() -> guest.read(64 * 1024) || loop.count("frames_waiting") == 0);
            loop.until(() -> guest.heard().length() == 6000 * "< send 000 8 11 22 33 44 55 66 77 88 >".length());

            assertThat(guest.reads()).allMatch(read -> read.startsWith("< send ") && read.endsWith(" >"));
            assertThat(loop.peer().sent()).hasToString("in 6000 = delivered 6000");
        }
    }

    @Test
    void whatIsSaidWhileNobodyIsThereIsCounted() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec())) {
            loop.say("001#", "002#");
            assertThat(loop.heard()).hasToString("in 2 = delivered 0 + down 2");
            assertThat(loop.peer().sent()).isEqualTo(loop.heard());
            assertThat(loop.report().note()).isEqualTo("it is being connected");
        }
    }

    @Test
    void aConnectionBeginsWithNothingOfTheLastOne() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec())) {
            for (int i = 0; i < 3; i++) {
                Guest guest = server.welcomes(loop);
                guest.says("< frame 001 1.0  >< frame 002 1.");
                int said = i + 1;
                loop.until(() -> loop.said().size() == said);
                loop.say("003#");
                loop.until(() -> guest.heard().equals("< send 003 0 >"));
                guest.dies();
                loop.until(() -> !loop.report().well());
                loop.pass(PAUSE);
            }
            assertThat(loop.said()).containsOnly("001#");
            assertThat(loop.peer().sent()).hasToString("in 3 = delivered 3");
            assertThat(loop.peer().received()).hasToString("in 3 = delivered 3");
            assertThat(loop.count("connections")).isEqualTo(3);
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedUntilItIs() {
        ScriptedServer first = ScriptedServer.onTcp();
        int port = first.port();
        first.close();
        try (LinkLoop loop = new LinkLoop(ScriptedServer.spec(port))) {
            loop.until(() -> loop.report().note().equals("ECONNREFUSED (connection refused)"));
            try (ScriptedServer server = ScriptedServer.onTcp(port)) {
                loop.pass(PAUSE);
                server.welcomes(loop).close();
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsLeft() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest silent = server.accepts(loop)) {
            silent.says("< hi >");
            loop.until(() -> silent.heard().equals("< open can0 >"));
            loop.pass(PAUSE);
            loop.until(silent::hasEnded);
            assertThat(loop.report().note()).isEqualTo("it does not answer");
            assertThat(loop.count("unanswered")).isEqualTo(1);
        }
    }

    @Test
    void oneThatHangsLaterIsAskedForAnEchoFirst() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            loop.pass(PAUSE);
            loop.until(() -> guest.heard().equals("< echo >"));
            long received = loop.count("bytes_received");
            guest.says("< echo >");
            loop.until(() -> loop.count("bytes_received") == received + 8);
            loop.pass(PAUSE);
            loop.until(() -> guest.heard().equals("< echo >< echo >"));
            assertThat(loop.report().well()).isTrue();
            loop.pass(PAUSE);
            loop.until(guest::hasEnded);
            assertThat(loop.report().note()).isEqualTo("it does not answer");
        }
    }

    @Test
    void aBusThatIsRefusedIsToldAndAskedForAgain() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.accepts(loop)) {
            guest.says("< hi >");
            loop.until(() -> guest.heard().equals("< open can0 >"));
            guest.says("< error could not open bus >");
            loop.until(guest::hasEnded);
            assertThat(loop.report().well()).isFalse();
            assertThat(loop.report().note()).isEqualTo("it said < error could not open bus >");
            assertThat(loop.count("error_replies")).isEqualTo(1);
            loop.pass(PAUSE);
            server.welcomes(loop).close();
        }
    }

    @Test
    void somethingElseThanAServerIsLeft() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.accepts(loop)) {
            guest.says("<html>\u0007");
            loop.until(guest::hasEnded);
            assertThat(loop.report().note()).isEqualTo("it greeted with <html>");
        }
    }

    @Test
    void aReplyWithoutAnEndEndsTheConnection() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            guest.says("<".repeat(CommandCutter.MOST));
            loop.until(guest::hasEnded);
            assertThat(loop.report().note()).isEqualTo("it sent a reply longer than any");
        }
    }

    @Test
    void errorsOfBothShapesAreTakenForWhatTheyAre() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            guest.says("< error 004 1795211619.903305 >< error unknown command >< frame 1 1.0 zz >< rtr 123 1.0 4 >");
            loop.until(() -> loop.count("unknown_replies") == 1);
            assertThat(loop.said()).containsExactly("20000004#0000000000000000");
            assertThat(loop.count("error_frames")).isEqualTo(1);
            assertThat(loop.count("error_replies")).isEqualTo(1);
            assertThat(loop.report().well()).isTrue();
            assertThat(loop.report().note()).isEqualTo("it said < error unknown command >");
            assertThat(loop.peer().received()).hasToString("in 2 = delivered 1 + invalid 1");
        }
    }

    @Test
    void whoMayOnlyReadForgesNoErrors() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(with(server, Policy.readOnly(), Set.of()));
                Guest guest = server.welcomes(loop)) {
            guest.says("< error 040 1795211619.903305 >< frame 123 1.0  >");
            loop.until(() -> loop.peer().received().in() == 2);
            loop.say("123#11");
            loop.until(() -> guest.heard().equals("< send 123 1 11 >"));
            assertThat(loop.said()).isEmpty();
            assertThat(loop.peer().received()).hasToString("in 2 = delivered 0 + denied 2");
        }
    }

    @Test
    void framesWithoutAWordAreRefusedUnlessADialectHasOne() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            loop.say("123#R4", "123##5AABB", "20000004#0001000000000000", "45123#81:00:12345678#1122", "123#11");
            loop.until(() -> guest.heard().equals("< send 123 1 11 >"));
            assertThat(loop.peer().sent()).hasToString("in 5 = delivered 1 + invalid 4");
            assertThat(loop.heard()).isEqualTo(loop.peer().sent());
        }
        Set<Dialect> dialects = Set.of(Dialect.FDFRAME, Dialect.RTR);
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(with(server, Policy.everything(), dialects));
                Guest guest = server.welcomes(loop)) {
            loop.say("123#R4", "123##5AABB", "20000004#0001000000000000");
            loop.until(() -> guest.heard().equals("< sendrtr 123 4 >< sendfd 123 2 AA BB >"));
            guest.says("< fdframe 123 1.0 AABB >< rtr 12345678 1.0 0 >");
            loop.until(() -> loop.said().size() == 2);
            loop.classic();
            guest.says("< fdframe 123 1.0 AABB >< rtr 12345678 1.0 1 >");
            loop.until(() -> loop.said().size() == 3);
            assertThat(loop.said()).containsExactly("123##4AABB", "12345678#R", "12345678#R1");
            assertThat(loop.peer().received()).hasToString("in 4 = delivered 3 + invalid 1");
            loop.expectBalance();
        }
    }

    @Test
    void aServerThatSendsEverythingBackIsLeftAloneForAWhile() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            StringBuilder back = new StringBuilder();
            for (int i = 0; i < EchoBreaker.ECHOES; i++) {
                loop.say("123#%02X".formatted(i));
                back.append("< frame 123 1.0 %02X >".formatted(i));
            }
            loop.until(() -> guest.heard().endsWith("< send 123 1 3F >"));
            guest.says(back + "< frame 125 1.0  >");
            loop.until(() -> loop.peer().received().in() == EchoBreaker.ECHOES + 1);

            assertThat(loop.count("loops")).isEqualTo(1);
            assertThat(loop.count("echoes")).isEqualTo(EchoBreaker.ECHOES);
            assertThat(loop.peer().well()).isFalse();
            assertThat(loop.peer().note()).startsWith("a loop: it sends back what it is sent");
            assertThat(loop.peer().received()).hasToString("in 65 = delivered 64 + down 1");
            loop.say("124#");
            assertThat(loop.peer().sent()).hasToString("in 65 = delivered 64 + down 1");
            loop.expectBalance();

            loop.pass(Duration.ofNanos(EchoBreaker.FIRST_PAUSE));
            assertThat(loop.peer().well()).isTrue();
            loop.say("126#");
            loop.until(() -> guest.heard().contains("< send 126 0 >"));
            assertThat(loop.count("loops")).isEqualTo(1);
        }
    }

    @Test
    void aLoopIsRememberedByTheNextConnection() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec())) {
            try (Guest guest = server.welcomes(loop)) {
                for (int i = 0; i < EchoBreaker.ECHOES; i++) {
                    loop.say("123#%02X".formatted(i));
                    guest.says("< frame 123 1.0 %02X >".formatted(i));
                }
                loop.until(() -> loop.count("loops") == 1);
            }
            loop.until(() -> !loop.report().well());
            loop.pass(Duration.ofMillis(300));
            try (Guest guest = server.welcomes(loop)) {
                guest.says("< frame 125 1.0  >");
                loop.until(() -> loop.peer().received().dropped(DropReason.DOWN) == 1);
                assertThat(loop.peer().well()).isFalse();
            }
        }
    }

    @Test
    void whatAStuckServerDoesNotTakeGetsTooOldAndTheLedgerIsExact() {
        try (ScriptedServer server = ScriptedServer.onTcp();
                LinkLoop loop = new LinkLoop(server.spec());
                Guest guest = server.welcomes(loop)) {
            String[] frames =
                    Stream.generate(() -> "123#1122334455667788").limit(64).toArray(String[]::new);
            while (loop.heard().dropped() == 0) {
                loop.say(frames);
            }
            assertThat(loop.peer().sent().toString()).contains("queue_full");
            long waiting = loop.count("frames_waiting");
            assertThat(waiting).isPositive();
            loop.pass(Duration.ofMillis(100));
            loop.say("124#");
            assertThat(loop.count("frames_waiting")).isLessThanOrEqualTo(2);
            loop.until(() -> guest.heard().endsWith("< send 124 0 >"));
            loop.expectBalance();
            assertThat(loop.peer().sent().dropped()).isGreaterThanOrEqualTo(waiting);
            long told = guest.heard().chars().filter(c -> c == '>').count();
            assertThat(loop.peer().sent().delivered()).isEqualTo(told);
            assertThat(loop.report().well()).isTrue();
        }
    }

    @Test
    void aUnixSocketIsAsGood(@TempDir Path folder) {
        Path path = folder.resolve("socketcand");
        try (ScriptedServer server = ScriptedServer.onUnix(path);
                LinkLoop loop = new LinkLoop(
                        SocketcandClientSpec.of(new ListenPlace.Unix(path.toString()), "can0", Policy.everything()));
                Guest guest = server.welcomes(loop)) {
            guest.says("< frame 123 1.0 11 >");
            loop.say("124#22");
            loop.until(() ->
                    guest.heard().equals("< send 124 1 22 >") && loop.said().size() == 1);
            assertThat(loop.said()).containsExactly("123#11");
        }
    }

    @Test
    void aUnixSocketThatIsNotThereIsTold(@TempDir Path folder) {
        ListenPlace place = new ListenPlace.Unix(folder.resolve("none").toString());
        try (LinkLoop loop = new LinkLoop(SocketcandClientSpec.of(place, "can0", Policy.everything()))) {
            loop.until(() -> loop.report().note().equals("ENOENT (no such file or directory)"));
            assertThat(loop.peer().name()).isEqualTo("unix " + folder + "/none");
        }
    }

    private static SocketcandClientSpec with(ScriptedServer server, Policy policy, Set<Dialect> dialects) {
        SocketcandClientSpec spec = server.spec();
        return new SocketcandClientSpec(
                spec.server(), spec.bus(), policy, dialects, spec.maxAge(), spec.queue(), Optional.empty(), "");
    }
}
