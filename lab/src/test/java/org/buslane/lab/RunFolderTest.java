package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    /** MiB, more than any disk has. */
    private static final int ENDLESS = Integer.MAX_VALUE;

    @TempDir
    private Path place;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(place.resolve(name));
    }

    /** Of a process that has ended and been waited for. */
    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void itIsTheCallersOnlyAndGoneWithTheLab() throws IOException {
        Path path;
        try (RunFolder run = RunFolder.create(List.of(place), 1)) {
            path = run.path();
            run.write("deep/er/file", "content".getBytes(UTF_8));
            run.makeFolder("deep/empty");
            run.link("link", "/etc");
            run.program("run", "#!/bin/sh\n".getBytes(UTF_8));
            run.copy(path.resolve("run"), "copies/run");

            assertThat(path.getParent()).isEqualTo(place);
            assertThat(path.getFileName().toString())
                    .startsWith("buslane-lab-" + ProcessHandle.current().pid() + "-");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(path.resolve("deep/er/file")).hasContent("content");
            assertThat(path.resolve("link")).isSymbolicLink();
            assertThat(path.resolve("copies/run")).isExecutable();
        }
        assertThat(path).doesNotExist();
        assertThat(place).isEmptyDirectory();
        assertThat(Path.of("/etc")).exists();
    }

    @Test
    void itIsInTheFirstPlaceThatWillDo() throws IOException {
        Path spaced = folder("with space");
        Path comma = folder("with,comma");
        Path tooLong = folder("x".repeat(60));
        Path good = folder("good");
        Path later = folder("later");
        List<Path> places = List.of(place.resolve("nonsuch"), spaced, comma, tooLong, good, later);

        try (RunFolder run = RunFolder.create(places, 1)) {
            assertThat(run.path().getParent()).isEqualTo(good);
        }
    }

    @Test
    void noPlaceWithRoomIsOneSentenceWithAllOfThem() {
        assertThatThrownBy(() -> RunFolder.create(List.of(place, Path.of("/nonsuch")), ENDLESS))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "a lab needs %d MiB free in a folder where programs may run, and there is none: %s, /nonsuch"
                                .formatted(ENDLESS, place));
    }

    @Test
    void whatDeadLabsLeftIsRemovedAndNothingElse() throws Exception {
        long dead = deadPid();
        Path left = folder("buslane-lab-" + dead + "-1");
        Files.createDirectories(left.resolve("boot/bin"));
        Files.writeString(left.resolve("boot/bin/file"), "x");
        Path living = folder("buslane-lab-" + ProcessHandle.current().pid() + "-1");
        Path others = folder("buslane-" + dead);
        Path odd = folder("buslane-lab-x" + dead + "-1");
        Path file = Files.writeString(place.resolve("buslane-lab-" + dead + "-file"), "x");
        Path elsewhere = folder("elsewhere");
        Files.writeString(elsewhere.resolve("kept"), "x");
        Path link = Files.createSymbolicLink(place.resolve("buslane-lab-" + dead + "-2"), elsewhere);

        RunFolder.create(List.of(place), 1).close();

        assertThat(left).doesNotExist();
        assertThat(List.of(living, others, odd, file, link))
                .allSatisfy(each -> assertThat(each).exists());
        assertThat(elsewhere.resolve("kept")).exists();
    }

    @Test
    void whatIsLeftIsRemovedAlsoWhereThereIsNoRoom() throws Exception {
        Path left = folder("buslane-lab-" + deadPid() + "-1");

        assertThatThrownBy(() -> RunFolder.create(List.of(place), ENDLESS)).isInstanceOf(LabException.class);

        assertThat(left).doesNotExist();
    }

    /** As of a lab in another container, whose processes have numbers of their own. */
    @Test
    void aFolderThatIsLockedIsSomebodysWhateverItsNumber() throws Exception {
        Path left = folder("buslane-lab-" + deadPid() + "-1");
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        left.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            RunFolder.create(List.of(place), 1).close();
            assertThat(left).exists();
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }

        RunFolder.create(List.of(place), 1).close();
        assertThat(left).doesNotExist();
    }
}
