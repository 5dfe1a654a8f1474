package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.runtime.FakeMachine.ID;
import static org.buslane.runtime.FakeMachine.OTHER_ID;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodmanTest {
    private static final String GRAPH = "/var/lib/containers/storage";
    private static final String RUN = "/run/containers/storage";

    private final FakeMachine machine;

    PodmanTest(@TempDir Path root) {
        machine = new FakeMachine(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seat", "podman:seat", ID, "7eee", "7eee6e914180"})
    void aContainerIsFoundByItsNameItsIdAndTheBeginningOfThat(String typed) {
        machine.podman("seat", 52);
        assertThat(machine.found(typed)).isEqualTo(new Container(Engine.PODMAN, ID, "seat", 52, 1052));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7ee", "sea", "eee6", "7EEE"})
    void lessIsNotEnough(String typed) {
        machine.podman("seat", 52);
        assertThat(machine.sentence(typed)).startsWith("there is no container '" + typed + "': asked podman");
    }

    @Test
    void containersThatEndWithTheMachineAreInAListOfTheirOwn() {
        machine.podman("seat", 52);
        machine.podman(GRAPH, RUN, OTHER_ID, 62, "[]");
        machine.file(GRAPH + "/overlay-containers/volatile-containers.json", FakeMachine.podmanList("door", OTHER_ID));
        assertThat(machine.found("door").pid()).isEqualTo(62);
        machine.podman(GRAPH, RUN, ID, 72, "[]");
        machine.file(RUN + "/overlay-containers/volatile-containers.json", FakeMachine.podmanList("roof", ID));
        assertThat(machine.found("roof").pid()).isEqualTo(72);
    }

    @Test
    void theRootsAreWhereItsConfigurationSays() {
        machine.file("/etc/containers/storage.conf", """
                # runroot = "/nowhere"
                [storage]
                driver = "overlay"
                runroot = "/run/elsewhere"  # a tmpfs
                graphroot='/data/graph'
                """);
        machine.podman("/data/graph", "/run/elsewhere", ID, 52, FakeMachine.podmanList("seat", ID));
        assertThat(machine.found("seat").pid()).isEqualTo(52);
    }

    @Test
    void aContainerThatWasNeverStartedDoesNotRun() {
        machine.file(GRAPH + "/overlay-containers/containers.json", FakeMachine.podmanList("seat", ID));
        assertThat(machine.sentence("seat")).isEqualTo("container podman:seat does not run");
    }

    /** Podman leaves the files of one that has ended, so its pid may be anybody's. */
    @Test
    void anEndedContainersPidIsNotTakenForItsOwnWhenItIsSomebodyElses() {
        machine.podman("seat", 52);
        machine.process(52, "sleep", 1);
        assertThat(machine.find("seat")).isInstanceOf(Finding.NotRunning.class);
        machine.process(60, "conmon", 1);
        machine.process(52, "sleep", 60);
        assertThat(machine.find("seat")).as("that of another container").isInstanceOf(Finding.NotRunning.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0", "52 53", "999999999999999", "1.5"})
    void aPidFileWithSomethingElseInItIsNone(String text) {
        machine.podman("seat", 52);
        machine.file(RUN + "/overlay-containers/" + ID + "/userdata/pidfile", text);
        assertThat(machine.find("seat")).isInstanceOf(Finding.NotRunning.class);
    }

    /** A user's list may tell any name, and it is shown on root's terminal. */
    @Test
    void aNameThatNoContainerCanHaveIsNotShown() {
        machine.podman("\\u001b[2J", 52);
        assertThat(machine.found("7eee").name()).isEqualTo(ID);
    }

    @Test
    void aListThatIsNoneIsSaid() {
        machine.podman(GRAPH, RUN, ID, 52, "[{\"id\":\"7eee\",");
        assertThat(machine.sentence("seat"))
                .contains("not asked podman (/var/lib/containers/storage/overlay-containers/containers.json cannot be"
                        + " read: it is not JSON: ");
        machine.podman(GRAPH, RUN, ID, 52, "{}");
        assertThat(machine.sentence("seat")).contains("cannot be read: it is no list)");
        machine.podman(GRAPH, RUN, ID, 52, "[".repeat(100_000));
        assertThat(machine.sentence("seat")).contains("cannot be read: it is not JSON: ");
        machine.podman(GRAPH, RUN, ID, 52, "[1, null, {\"id\": 5}, {\"names\": 1e999}, {\"id\": \"../..\"}]");
        assertThat(machine.sentence("seat")).contains("asked podman;");
    }

    @Test
    void aListLargerThanAnyIsNotRead() throws IOException {
        machine.podman("seat", 52);
        try (RandomAccessFile list = new RandomAccessFile(
                machine.at(GRAPH + "/overlay-containers/containers.json").toFile(), "rw")) {
            list.setLength((32 << 20) + 1);
        }
        assertThat(machine.sentence("seat")).contains("cannot be read: it is larger than 32 MiB)");
    }

    @Test
    void aListThatIsNoFileIsNotRead() {
        machine.folder(GRAPH + "/overlay-containers/containers.json");
        assertThat(machine.sentence("seat")).contains("cannot be read: it is no regular file)");
    }

    @Test
    void aUsersOwnContainersAreFoundForThatUser() {
        machine.podman(
                "/home/me/.local/share/containers/storage",
                "/run/user/5/containers",
                ID,
                52,
                FakeMachine.podmanList("seat", ID));
        long uid = machine.ordinaryOwner(51);
        machine.of(uid).with("HOME", "/home/me").with("XDG_RUNTIME_DIR", "/run/user/5");
        assertThat(machine.found("seat").pid()).isEqualTo(52);
        assertThat(machine.sentence("door")).contains("asked podman of uid " + uid + ";");
    }

    @Test
    void aUsersOwnContainersAreFoundForThatUserAsRoot() {
        machine.process(51, "conmon", 1);
        long uid = machine.ordinaryOwner(51);
        machine.podman(
                "/home/me/.local/share/containers/storage",
                "/run/user/%d/containers".formatted(uid),
                ID,
                52,
                FakeMachine.podmanList("seat", ID));
        machine.file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nme:x:%d:5::/home/me:/bin/sh\n".formatted(uid));
        machine.with("SUDO_UID", Long.toString(uid));
        assertThat(machine.found("seat").pid()).isEqualTo(52);
    }

    /** Else a user could have root attach something to any process, by writing its pid. */
    @Test
    void aUsersFilesDoNotMakeSomebodyElsesProcessATheirs() {
        machine.process(51, "conmon", 1);
        long other = machine.ordinaryOwner(51) + 1;
        machine.podman(
                "/home/me/.local/share/containers/storage",
                "/run/user/%d/containers".formatted(other),
                ID,
                52,
                FakeMachine.podmanList("seat", ID));
        machine.of(other).with("HOME", "/home/me");
        assertThat(machine.sentence("seat")).isEqualTo("container podman:seat does not run");
    }
}
