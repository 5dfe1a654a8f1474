package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts that are there whole or not at all, made by one at a time. */
@Timeout(60)
class StoreTest {
    @TempDir
    private Path temporary;

    private final Recorded progress = new Recorded();
    private final AtomicInteger made = new AtomicInteger();
    private Store store = new Store(Path.of("."), progress);

    @BeforeEach
    void open() {
        store = new Store(temporary.resolve("a folder"), progress);
    }

    private void make(Path part) throws IOException {
        made.incrementAndGet();
        Files.writeString(part.resolve("file"), "made " + made);
    }

    @Test
    void aPartIsMadeWhenItIsFirstAskedFor() {
        Path part = store.part("part", "stamp", this::make);
        assertThat(part).isEqualTo(temporary.resolve("a folder/part"));
        assertThat(part.resolve("file")).hasContent("made 1");
        store.part("part", "stamp", this::make);
        new Store(temporary.resolve("a folder"), progress).part("part", "stamp", this::make);
        assertThat(made).hasValue(1);
    }

    @Test
    void aPartOfAnotherRecipeIsReplaced() {
        Path part = store.part("part", "stamp", this::make);
        store.part("part", "another", this::make);
        assertThat(part.resolve("file")).hasContent("made 2");
        assertThat(temporary.resolve("a folder")).isDirectoryNotContaining("glob:**/part.*");
    }

    @Test
    void aPartThatFailsDoesNotAppearAndTheFormerStays() {
        store.part("former", "stamp", this::make);
        for (String name : List.of("new", "former")) {
            assertThatThrownBy(() -> store.part(name, "another", part -> {
                        make(part);
                        throw new IOException("No space left on device");
                    }))
                    .isInstanceOf(SupplyException.class)
                    .hasMessage(
                            "cannot prepare a lab in " + temporary.resolve("a folder") + ": No space left on device");
        }
        assertThat(temporary.resolve("a folder/new")).doesNotExist();
        assertThat(temporary.resolve("a folder/former/file")).hasContent("made 1");
    }

    @Test
    void whatAKilledProcessLeftIsCleanedUp() throws IOException {
        Path left = Files.createDirectories(temporary.resolve("a folder/part.part/locked"));
        Files.writeString(left.resolve("leftover"), "");
        Files.setPosixFilePermissions(left, Set.of());
        Path part = store.part("part", "stamp", this::make);
        assertThat(part.resolve("locked")).doesNotExist();
    }

    @Test
    void aPartCanBeMadeOfAnother() {
        store.part(
                "outer",
                "stamp",
                part -> Files.copy(store.part("inner", "stamp", this::make).resolve("file"), part.resolve("copy")));
        assertThat(temporary.resolve("a folder/outer/copy")).hasContent("made 1");
    }

    @Test
    void aFolderThatCannotBeIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> new Store(file, progress).part("part", "stamp", this::make))
                .hasMessage("cannot prepare a lab in " + file + ": " + file + " is in the way");
    }

    @Test
    void threadsThatAskAtOnceGetOnePart() throws Exception {
        CountDownLatch all = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Path>> parts = IntStream.range(0, 8)
                    .mapToObj(each -> threads.submit(() -> {
                        all.countDown();
                        all.await();
                        return new Store(temporary.resolve("a folder"), progress).part("part", "stamp", this::make);
                    }))
                    .toList();
            for (Future<Path> part : parts) {
                assertThat(part.get().resolve("file")).hasContent("made 1");
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void anotherProcessIsWaitedForAndTheWaitIsSaid() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temporary.resolve("a folder").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("alone");
            progress.onLine(() -> {
                try {
                    other.getOutputStream().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(store.part("part", "stamp", this::make).resolve("file")).hasContent("made by the other");
            assertThat(made).hasValue(0);
            assertThat(progress.lines()).containsExactly("waiting for another process that prepares labs", "-");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
