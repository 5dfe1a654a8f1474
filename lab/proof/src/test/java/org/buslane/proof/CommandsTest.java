package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands that need no program of anybody's: dump, send, play, status, bus. */
@ExtendWith(PlaceExtension.class)
class CommandsTest {
    private final Place place;
    private final Gateway gateway;
    private final Programs programs;

    CommandsTest(Programs programs) {
        this.programs = programs;
        this.place = programs.place();
        this.gateway = programs.gateway();
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void dumpPrintsCandumpsVeryLines() {
        try (Running candump = programs.listen("candump", "-L", "-n", "5", "can0");
                Running dump = dump("can0", "--count", "5")) {
            programs.send("can0", "123#DEADBEEF", "12345678#R2", "123##3AA", "7FF#", "1FFFFFFF##0");
            assertThat(dump.finish().successfully().outLines())
                    .hasSize(5)
                    .isEqualTo(candump.finish().successfully().outLines());
        }
    }

    @Test
    void dumpFiltersAsCandumpDoes() {
        try (Running dump = dump("can0,123:7FF", "--count", "2");
                Running joined = dump("can0", "123~7FF", "124~7FF", "j", "--count", "2")) {
            programs.send("can0", "123#01", "124#02", "125#03", "123#04", "126#05");
            assertThat(CandumpLog.frames(dump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 123#04");
            assertThat(CandumpLog.frames(joined.finish().successfully().outLines()))
                    .containsExactly("can0 125#03", "can0 126#05");
        }
    }

    @Test
    void dumpHearsEveryBus() {
        try (Running dump = dump("any", "--count", "2")) {
            programs.send("can2", "123##101");
            programs.send("can1", "124#02");
            assertThat(CandumpLog.frames(dump.finish().successfully().outLines()))
                    .containsExactly("can2 123##501", "can1 124#02");
        }
    }

    @Test
    void dumpPrettyIsForPeople() {
        try (Running dump = dump("can0", "--pretty", "--count", "3")) {
            programs.send("can0", "123#DEADBEEF", "123#R", "123##1AABB");
            assertThat(dump.finish().successfully().outLines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("can0", "123", "[4]", "DE AD BE EF"),
                            line -> assertThat(line).contains("can0", "123", "remote request"),
                            line -> assertThat(line).contains("can0", "123", "[02]", "AA BB"));
        }
    }

    @Test
    void dumpEndsQuietlyWithItsReader() {
        Command both = place.command("bash", "-c", "set -o pipefail; \"$0\" dump can0 | head -n 1", launcher());
        try (Running dump = both.start()) {
            dump.await("end", () -> {
                programs.send("can0", "123#");
                return !dump.isAlive();
            });
            Finished finished = dump.finish().successfully();
            assertThat(finished.outLines()).hasSize(1);
            assertThat(finished.err()).isEmpty();
        }
    }

    @Test
    void dumpEndsQuietlyWithCtrlC() {
        try (Running dump = dump("can0")) {
            programs.send("can0", "123#");
            dump.awaitLines(1);
            assertThat(dump.interrupt().err()).isEmpty();
        }
    }

    @Test
    void aDumpOfOneBusIsSentToAnother() {
        Command pipe = place.command("sh", "-c", "\"$0\" dump can0 --count 4 | \"$0\" send can2 -", launcher());
        try (Running candump = programs.listen("candump", "-L", "-n", "4", "can2");
                Running both = pipe.start()) {
            gateway.awaitBoundBelow(both, 2);
            programs.send("can0", "123#DEADBEEF", "12345678#R2", "123##3AA", "7FF#");
            both.finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can2 123#DEADBEEF", "can2 12345678#R2", "can2 123##7AA", "can2 7FF#");
        }
    }

    @Test
    void sendTakesWhatCansendTakesAndRawLengths() {
        try (Running dump = dump("can0", "--count", "5")) {
            place.buslane(
                            "send",
                            "can0",
                            "123#DE.AD",
                            "12345678#r3",
                            "005##1AABB",
                            "123#1122334455667788_E",
                            "123#R8_9")
                    .finish()
                    .successfully();
            assertThat(CandumpLog.frames(dump.finish().successfully().outLines()))
                    .containsExactly(
                            "can0 123#DEAD",
                            "can0 12345678#R3",
                            "can0 005##5AABB",
                            "can0 123#1122334455667788_E",
                            "can0 123#R8_9");
        }
    }

    @Test
    void sendStopsAtAMalformedLineAndSaysWhich() {
        try (Running candump = programs.listen("candump", "-L", "-n", "3", "can0")) {
            assertThat(place.buslane("send", "can0", "-")
                            .reading("123#01\n(1700000000.000000) can5 124#02\nno frame\n125#03\n")
                            .finish()
                            .complaint())
                    .startsWith("buslane: stdin line 3: ");
            programs.send("can0", "126#04");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 124#02", "can0 126#04");
        }
    }

    @Test
    void sendOfNothingSendsNothing() {
        Finished nothing = place.buslane("send", "can0", "-").finish().successfully();
        assertThat(nothing.out() + nothing.err()).isEmpty();
    }

    @Test
    void playGoesToOtherBusesAtAnotherSpeed() {
        Path log = place.file("drive.log", """
                (1700000000.000000) can0 123#01
                (1700000003.600000) vcan1 124#02
                (1700000007.200000) vcan1 125#03
                """);
        try (Running candump = programs.listen("candump", "-L", "-n", "6", "any")) {
            assertThat(place.buslane("play", log.toString(), "--as", "vcan1=can1", "--as", "can2", "--speed", "100")
                            .finish()
                            .successfully()
                            .out())
                    .isEqualTo("3 frames played");
            place.buslane("play", "-", "--bus", "can0", "--no-wait")
                    .reading("(1700000000.000000) x 7FF#\n".repeat(3))
                    .finish()
                    .successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly(
                            "can2 123#01", "can1 124#02", "can1 125#03", "can0 7FF#", "can0 7FF#", "can0 7FF#");
        }
    }

    @Test
    void playOfAGarbledFileSendsNothing() {
        Path log = place.file("garbled.log", "(1700000000.000000) can0 123#01\n\n(1700000000.000000) can0 123#0\n");
        Path unknown = place.file("unknown.log", "(1700000000.000000) can0 123#01\n(1700000001.000000) can9 123#02\n");
        try (Running candump = programs.listen("candump", "-L", "-n", "1", "any")) {
            assertThat(place.buslane("play", log.toString()).finish().complaint())
                    .startsWith("buslane: " + log + ":3: ");
            assertThat(place.buslane("play", unknown.toString()).finish().complaint())
                    .startsWith("buslane: " + unknown + ":2: there is no bus 'can9'");
            programs.send("can0", "7FF#");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 7FF#");
        }
    }

    @Test
    void statusShowsPeopleWhoIsThere() {
        try (Running candump = programs.listen("candump", "can1")) {
            assertThat(place.buslane("status").finish().successfully().outLines())
                    .anyMatch(line -> line.startsWith("gateway ") && line.endsWith("in " + place.rundir()))
                    .anyMatch(line -> line.matches("can0 +fd +up +\\d+ +\\d+"))
                    .anyMatch(line -> line.matches("can1 +classic +up +\\d+ +1"))
                    .anyMatch(line -> line.startsWith("lane ecu, "))
                    .anyMatch(line -> line.matches(" +process " + candump.pid() + " +\\d+ +can1 +wrote +0 .*"));
        }
    }

    @Test
    void statusInJsonIsTheSameForMachines() {
        try (Running candump = programs.listen("candump", "can1")) {
            NodeStatus status = StatusJson.read(
                    place.buslane("status", "--json").finish().successfully().out());
            assertThat(status.gateway().pid()).isEqualTo(gateway.jvm().pid());
            assertThat(status.gateway().folder()).isEqualTo(place.rundir().toString());
            assertThat(status.gateway().resumed()).isFalse();
            assertThat(status.buses()).extracting(NodeStatus.Bus::name).containsExactly("can0", "can1", "can2");
            assertThat(status.lanes()).extracting(NodeStatus.Lane::name).containsExactly("local", "ecu");
            assertThat(status.lanes().getFirst().sockets())
                    .filteredOn(socket -> socket.pid() == candump.pid())
                    .singleElement()
                    .extracting(NodeStatus.Socket::bound)
                    .isEqualTo("can1");
            Balance.check(status);
        }
    }

    @Test
    void statusIsForTheGatewaysUserAndRoot() {
        Finished status = place.buslane("status").as(Caller.ORDINARY).finish();
        if (Caller.ORDINARY.isWhoRunsTheTests()) {
            status.successfully();
        } else {
            assertThat(status.complaint()).contains("answers to its own user and to root");
        }
    }

    @Test
    void busDownAndUp() {
        try (Running candump = programs.listen("candump", "-D", "-L", "-n", "1", "can2")) {
            place.buslane("bus", "down", "can2").finish().successfully();
            candump.awaitWords("interface down");
            assertThat(place.buslane("send", "can2", "123#").finish().complaint())
                    .contains("can2", "down");
            place.buslane("bus", "up", "can2").finish().successfully();
            place.buslane("send", "can2", "124#").finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .isEqualTo(List.of("can2 124#"));
        } finally {
            gateway.set("can2", true);
        }
    }

    private Running dump(String... words) {
        String[] line = Stream.concat(Stream.of("dump"), Stream.of(words)).toArray(String[]::new);
        return programs.listen(1, place.buslane(line));
    }

    private String launcher() {
        return place.checkout().launcher().toString();
    }
}
