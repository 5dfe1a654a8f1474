package org.buslane.node.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayFolderTest {
    @TempDir
    private Path root;

    private Caller caller;

    @BeforeEach
    void theMachineHasItsFolders() throws IOException {
        Files.createDirectories(root.resolve("run"));
        Files.createDirectories(root.resolve("tmp"));
        caller = of(Map.of());
    }

    @Test
    void isMadeForOthersToEnterAndLeavesNothingBehind() throws IOException {
        Path path;
        try (GatewayFolder folder = GatewayFolder.take(caller)) {
            path = folder.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwxr-xr-x");
        }
        assertThat(path).doesNotExist();
        assertThat(path.getParent()).isEmptyDirectory();
    }

    @Test
    void isHeldByOneGatewayAtATime() {
        try (GatewayFolder folder = GatewayFolder.take(caller)) {
            assertThatThrownBy(() -> GatewayFolder.take(caller))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("a gateway (process %d) is running in %s already; `buslane status` shows it"
                            .formatted(ProcessHandle.current().pid(), folder.path()));
        }
        GatewayFolder.take(caller).close();
    }

    @Test
    void isHeldAgainstOtherProcessesToo() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (GatewayFolder folder = GatewayFolder.take(caller)) {
            Process other = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName())
                    .redirectErrorStream(true)
                    .start();
            other.getOutputStream().write((folder.path().resolve("gateway.lock") + "\n").getBytes(UTF_8));
            other.getOutputStream().close();
            assertThat(new String(other.getInputStream().readAllBytes(), UTF_8)).isEqualTo("it is another's");
            assertThat(other.waitFor()).isZero();
        }
    }

    /** Tries to take the lock of the file that its standard input names. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(new String(System.in.readAllBytes(), UTF_8).strip());
            System.out.print(FolderLock.take(file).isPresent() ? "it was free" : "it is another's");
        }
    }

    @Test
    void whatAKilledGatewayLeftIsNoObstacle() throws IOException {
        Path told = Files.createDirectory(root.resolve("told"));
        Files.writeString(told.resolve("gateway.lock"), "4711");

        GatewayFolder.take(of(Map.of("BUSLANE_RUNDIR", told.toString()))).close();

        assertThat(told).isEmptyDirectory();
    }

    @Test
    void aFolderTheUserHadIsLeftToTheUser() throws IOException {
        Path told = Files.createDirectory(root.resolve("told"));

        GatewayFolder.take(of(Map.of("BUSLANE_RUNDIR", told.toString()))).close();

        assertThat(told).isDirectory();
    }

    @Test
    void filesOfOthersInItAreNotTouched() throws IOException {
        Path path;
        try (GatewayFolder folder = GatewayFolder.take(caller)) {
            path = folder.path();
            Files.writeString(path.resolve("note"), "mine");
        }
        assertThat(path.resolve("note")).exists();
        assertThat(path.resolve("gateway.lock")).doesNotExist();
    }

    @Test
    void aLinkInTheTemporaryFolderIsRefused() throws IOException {
        Caller user = new Caller(caller.uid(), Caller.WHOLE, Map.of(), root);
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path place = Place.all(user).getLast().folder();
        Files.createSymbolicLink(place, elsewhere);
        // As root the temporary folder is not the one taken; the decision is the same for every kind of place.
        Caller told = of(Map.of("BUSLANE_RUNDIR", root.resolve("missing/run").toString()));

        assertThat(FolderFacts.of(place).flatMap(there -> FolderTrust.objectionOfGateway(user, there)))
                .contains("is a symbolic link");
        assertThatThrownBy(() -> GatewayFolder.take(told))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("its parent folder does not exist");
    }

    @Test
    void aFolderThatEverybodyWritesIsRefused() throws IOException {
        Path told = Files.createDirectory(root.resolve("told"));
        Files.setPosixFilePermissions(told, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> GatewayFolder.take(of(Map.of("BUSLANE_RUNDIR", told.toString()))))
                .isInstanceOf(NodeException.class)
                .hasMessage(told + " can be written by everybody (mode 777): a gateway runs only in a folder of its own"
                        + " user's; BUSLANE_RUNDIR can name one");
    }

    private Caller of(Map<String, String> environment) {
        Caller self = Caller.ofThisProcess();
        return new Caller(self.uid(), self.uidMap(), environment, root);
    }
}
