package org.buslane.lab;

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
@ExtendWith(LabExtension.class)
class UpTest {
    private static final String LAST_WORDS = "Ctrl-C ends it.";

    @Test
    void saysWhatItStartedAndWhere(Lab lab) {
        assertThat(lab.up().greeting(LAST_WORDS))
                .contains(
                        "The gateway is up in " + lab.rundir() + ".",
                        "  bus can0: virtual, CAN FD",
                        "  lane local: " + lab.rundir().resolve("lanes/local/bus.sock"),
                        "    can0 reads and writes everything");
    }

    @Test
    void theThreeThingsToTryWorkAsTheyAreTyped(Lab lab) {
        Gateway gateway = lab.up();
        List<String> things = gateway.greeting(LAST_WORDS).stream()
                .filter(line -> line.startsWith("  ./buslane"))
                .map(String::strip)
                .toList();
        assertThat(things).hasSize(3);
        try (Running candump = lab.typed(things.get(0)).start()) {
            gateway.awaitBound(candump, 1);
            lab.typed(things.get(1)).finish().successfully();
            assertThat(CandumpLog.frames(candump.awaitLines(1))).containsExactly("can0 123#DEADBEEF");
            assertThat(lab.typed(things.get(2)).finish().successfully().out())
                    .contains("can0", "process " + candump.pid());
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeUsedByEverybody(Caller caller, Lab lab) {
        Gateway gateway = lab.up();
        try (Running candump =
                lab.run("candump", "-L", "-n", "2", "can0").as(caller).start()) {
            gateway.awaitBound(candump, 1);
            lab.run("cansend", "can0", "123#01").as(caller).finish().successfully();
            lab.buslane("send", "can0", "123##102").as(caller).finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 123##502");
        }
    }

    @Test
    void ctrlCEndsItWithAllItStartedAndLeavesNoFile(Lab lab) throws IOException {
        Gateway gateway = lab.up();
        try (Running candump = lab.run("candump", "can0").start()) {
            gateway.awaitBound(candump, 1);
            assertThat(gateway.interrupt().successfully().err()).isEmpty();
            assertThat(candump.finish().err()).contains("Network is down");
        }
        assertThat(lab.rundir()).isEmptyDirectory();
        assertThat(lab.processes()).isEmpty();
    }

    @Test
    void sigtermEndsItLikewise(Lab lab) {
        assertThat(lab.up().terminate().successfully().err()).isEmpty();
        assertThat(lab.rundir()).isEmptyDirectory();
        assertThat(lab.processes()).isEmpty();
    }

    @Test
    void theDeathOfItsKeeperEndsIt(Lab lab) {
        Gateway gateway = lab.up();
        ProcessHandle jvm = gateway.jvm();
        gateway.kill();
        Deadline.in(Duration.ofSeconds(30)).await(() -> !jvm.isAlive(), () -> jvm + " should have ended");
        assertThat(lab.rundir()).isEmptyDirectory();
    }

    @Test
    void startsAgainWhereAGatewayWasKilledWithItsKeeper(Lab lab) {
        Gateway first = lab.up();
        first.killJvm();
        first.kill();
        lab.processes().forEach(ProcessHandle::destroyForcibly);
        lab.up();
        lab.buslane("send", "can0", "123#").finish().successfully();
    }

    @Test
    void isRefusedWhereAnotherRuns(Lab lab) {
        Gateway first = lab.up();
        assertThat(lab.buslane("up").finish().complaint()).contains("a gateway", "is running in " + lab.rundir());
        assertThat(first.status().buses()).hasSize(1);
        lab.buslane("send", "can0", "123#").finish().successfully();
    }

    @Test
    void isRefusedWhereItsUserMayNotWrite(Lab lab) throws IOException {
        Path folder = Files.createDirectory(lab.folder().resolve("own"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(lab.buslane("up")
                        .with("BUSLANE_RUNDIR", folder.resolve("run").toString())
                        .as(Caller.ORDINARY)
                        .finish()
                        .complaint())
                .contains(folder.toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOrdinaryUserHasAGatewayOfTheirOwn(Lab lab) throws IOException {
        Path folder = Files.createDirectory(lab.folder().resolve("theirs"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path rundir = folder.resolve("run");
        try (Running up = ownGateway(lab, "BUSLANE_RUNDIR", rundir);
                Running candump = own(lab.run("candump", "-L", "-n", "1", "can0"), "BUSLANE_RUNDIR", rundir)
                        .as(Caller.ORDINARY)
                        .start()) {
            candump.await("be heard", () -> {
                // Its user alone may ask how it is, so nobody knows when candump listens.
                own(lab.run("cansend", "can0", "123#01"), "BUSLANE_RUNDIR", rundir)
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
    void theSessionsFolderIsTheDefault(Lab lab) throws IOException {
        Path session = Files.createDirectory(lab.folder().resolve("session"));
        Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rwx------"));
        Caller.ORDINARY.own(session);
        try (Running up = ownGateway(lab, "XDG_RUNTIME_DIR", session)) {
            assertThat(up.out().getFirst()).isEqualTo("The gateway is up in " + session.resolve("buslane") + ".");
            String status = own(lab.buslane("status"), "XDG_RUNTIME_DIR", session)
                    .as(Caller.ORDINARY)
                    .finish()
                    .successfully()
                    .out();
            assertThat(status).contains("in " + session.resolve("buslane"));
            own(lab.run("cansend", "can0", "123#01"), "XDG_RUNTIME_DIR", session)
                    .asStranger()
                    .finish()
                    .successfully();
            assertThat(up.interrupt().successfully().err()).isEmpty();
        }
        assertThat(session).isEmptyDirectory();
    }

    @Test
    void takesBusesAndLanesFromAFile(Lab lab) {
        Path file = lab.file("garage.yaml", """
                buses:
                  - body
                  - {name: drive, kind: classic}
                lanes:
                  - name: ecu
                    interfaces:
                      - body
                      - {name: can0, bus: drive, read: "100-1FF", write: [123, "200/7F0"]}
                """);
        Gateway gateway = lab.up("--config", file.toString());
        assertThat(gateway.greeting(LAST_WORDS))
                .contains(
                        "  bus body: virtual, CAN FD",
                        "  bus drive: virtual, classic CAN",
                        "    body reads all data frames, writes nothing",
                        "    can0 (bus drive) reads 100-1FF, writes 123,200/7F0");
        try (Running inside = lab.buslane("run", "--lane", "ecu", "--", path(lab, "candump"), "-L", "-n", "1", "can0")
                        .start();
                Running outside = lab.run("candump", "-L", "-n", "2", "drive").start()) {
            gateway.awaitBound(inside, 1);
            gateway.awaitBound(outside, 1);
            for (String frame : List.of("124#", "123#", "20F#")) {
                lab.buslane("run", "--lane", "ecu", "--", path(lab, "cansend"), "can0", frame)
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

    private static String path(Lab lab, String program) {
        return lab.checkout().program(program).toString();
    }

    private static Running ownGateway(Lab lab, String variable, Path folder) {
        Running up =
                own(lab.buslane("up"), variable, folder).as(Caller.ORDINARY).start();
        up.awaitWords(LAST_WORDS);
        return up;
    }

    private static Command own(Command command, String variable, Path folder) {
        return command.with("BUSLANE_RUNDIR", "").with(variable, folder.toString());
    }
}
