package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./buslane up}, as its user sees it. */
@ExtendWith(PlaceExtension.class)
class UpTest {
    private static final String LAST_WORDS = "Ctrl-C ends it.";

    @Test
    void saysWhatItStartedAndWhere(Place place) {
        assertThat(place.up().greeting(LAST_WORDS))
                .contains(
                        "The gateway is up in " + place.rundir() + ".",
                        "  bus can0: virtual, CAN FD",
                        "  lane local: " + place.rundir().resolve("lanes/local/bus.sock"),
                        "    can0 reads and writes everything");
    }

    @Test
    void theThreeThingsToTryWorkAsTheyAreTyped(Place place) {
        Gateway gateway = place.up();
        List<String> things = gateway.greeting(LAST_WORDS).stream()
                .filter(line -> line.startsWith("  ./buslane"))
                .map(String::strip)
                .toList();
        assertThat(things).hasSize(3);
        try (Running candump = place.typed(things.get(0)).start()) {
            gateway.awaitBound(candump, 1);
            place.typed(things.get(1)).finish().successfully();
            assertThat(CandumpLog.frames(candump.awaitLines(1))).containsExactly("can0 123#DEADBEEF");
            assertThat(place.typed(things.get(2)).finish().successfully().out())
                    .contains("can0", "process " + candump.pid());
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeUsedByEverybody(Caller caller, Place place) {
        Gateway gateway = place.up();
        try (Running candump =
                place.run("candump", "-L", "-n", "2", "can0").as(caller).start()) {
            gateway.awaitBound(candump, 1);
            place.run("cansend", "can0", "123#01").as(caller).finish().successfully();
            place.buslane("send", "can0", "123##102").as(caller).finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 123##502");
        }
    }

    @Test
    void ctrlCEndsItWithAllItStartedAndLeavesNoFile(Place place) throws IOException {
        Gateway gateway = place.up();
        try (Running candump = place.run("candump", "can0").start()) {
            gateway.awaitBound(candump, 1);
            assertThat(gateway.interrupt().successfully().err()).isEmpty();
            assertThat(candump.finish().err()).contains("Network is down");
        }
        assertThat(place.rundir()).isEmptyDirectory();
        assertThat(place.processes()).isEmpty();
    }

    @Test
    void sigtermEndsItLikewise(Place place) {
        assertThat(place.up().terminate().successfully().err()).isEmpty();
        assertThat(place.rundir()).isEmptyDirectory();
        assertThat(place.processes()).isEmpty();
    }

    @Test
    void theDeathOfItsKeeperEndsIt(Place place) {
        Gateway gateway = place.up();
        ProcessHandle jvm = gateway.jvm();
        gateway.kill();
        Deadline.in(Duration.ofSeconds(30)).await(() -> !jvm.isAlive(), () -> jvm + " should have ended");
        assertThat(place.rundir()).isEmptyDirectory();
    }

    @Test
    void startsAgainWhereAGatewayWasKilledWithItsKeeper(Place place) {
        Gateway first = place.up();
        first.killJvm();
        first.kill();
        place.processes().forEach(ProcessHandle::destroyForcibly);
        place.up();
        place.buslane("send", "can0", "123#").finish().successfully();
    }

    @Test
    void isRefusedWhereAnotherRuns(Place place) {
        Gateway first = place.up();
        assertThat(place.buslane("up").finish().complaint()).contains("a gateway", "is running in " + place.rundir());
        assertThat(first.status().buses()).hasSize(1);
        place.buslane("send", "can0", "123#").finish().successfully();
    }

    @Test
    void isRefusedWhereItsUserMayNotWrite(Place place) throws IOException {
        Path folder = Files.createDirectory(place.folder().resolve("own"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(place.buslane("up")
                        .with("BUSLANE_RUNDIR", folder.resolve("run").toString())
                        .as(Caller.ORDINARY)
                        .finish()
                        .complaint())
                .contains(folder.toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOrdinaryUserHasAGatewayOfTheirOwn(Place place) throws IOException {
        Path folder = Files.createDirectory(place.folder().resolve("theirs"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path rundir = folder.resolve("run");
        try (Running up = ownGateway(place, "BUSLANE_RUNDIR", rundir);
                Running candump = own(place.run("candump", "-L", "-n", "1", "can0"), "BUSLANE_RUNDIR", rundir)
                        .as(Caller.ORDINARY)
                        .start()) {
            candump.await("be heard", () -> {
                // Its user alone may ask how it is, so nobody knows when candump listens.
                own(place.run("cansend", "can0", "123#01"), "BUSLANE_RUNDIR", rundir)
                        .asStranger()
                        .finish()
                        .successfully();
                return !candump.out().isEmpty();
            });
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01");
            assertThat(up.interrupt().successfully().err()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theSessionsFolderIsTheDefault(Place place) throws IOException {
        Path session = Files.createDirectory(place.folder().resolve("session"));
        Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rwx------"));
        Caller.ORDINARY.own(session);
        try (Running up = ownGateway(place, "XDG_RUNTIME_DIR", session)) {
            assertThat(up.out().getFirst()).isEqualTo("The gateway is up in " + session.resolve("buslane") + ".");
            String status = own(place.buslane("status"), "XDG_RUNTIME_DIR", session)
                    .as(Caller.ORDINARY)
                    .finish()
                    .successfully()
                    .out();
            assertThat(status).contains("in " + session.resolve("buslane"));
            own(place.run("cansend", "can0", "123#01"), "XDG_RUNTIME_DIR", session)
                    .asStranger()
                    .finish()
                    .successfully();
            assertThat(up.interrupt().successfully().err()).isEmpty();
        }
        assertThat(session).isEmptyDirectory();
    }

    @Test
    void takesBusesAndLanesFromAFile(Place place) {
        Path file = place.file("garage.yaml", """
                buses:
                  - body
                  - {name: drive, kind: classic}
                lanes:
                  - name: ecu
                    interfaces:
                      - body
                      - {name: can0, bus: drive, read: "100-1FF", write: [123, "200/7F0"]}
                """);
        Gateway gateway = place.up("--config", file.toString());
        assertThat(gateway.greeting(LAST_WORDS))
                .contains(
                        "  bus body: virtual, CAN FD",
                        "  bus drive: virtual, classic CAN",
                        "    body reads all data frames, writes nothing",
                        "    can0 (bus drive) reads 100-1FF, writes 123,200/7F0");
        try (Running inside = place.buslane(
                                "run", "--lane", "ecu", "--", path(place, "candump"), "-L", "-n", "1", "can0")
                        .start();
                Running outside = place.run("candump", "-L", "-n", "2", "drive").start()) {
            gateway.awaitBound(inside, 1);
            gateway.awaitBound(outside, 1);
            for (String frame : List.of("124#", "123#", "20F#")) {
                place.buslane("run", "--lane", "ecu", "--", path(place, "cansend"), "can0", frame)
                        .finish()
                        .successfully();
            }
            assertThat(CandumpLog.frames(outside.finish().successfully().outLines()))
                    .containsExactly("drive 123#", "drive 20F#");
            // The lane's own frames are not subject to what it may read.
            assertThat(CandumpLog.frames(inside.finish().successfully().outLines()))
                    .containsExactly("can0 123#");
        }
        NodeStatus status = gateway.status();
        Balance.check(status);
        NodeStatus.Lane ecu = status.lanes().stream()
                .filter(lane -> lane.name().equals("ecu"))
                .findFirst()
                .orElseThrow();
        assertThat(ecu.written().dropped()).containsEntry("denied", 1L).hasSize(1);
    }

    private static String path(Place place, String program) {
        return place.checkout().program(program).toString();
    }

    private static Running ownGateway(Place place, String variable, Path folder) {
        Running up =
                own(place.buslane("up"), variable, folder).as(Caller.ORDINARY).start();
        up.awaitWords(LAST_WORDS);
        return up;
    }

    private static Command own(Command command, String variable, Path folder) {
        return command.with("BUSLANE_RUNDIR", "").with(variable, folder.toString());
    }
}
