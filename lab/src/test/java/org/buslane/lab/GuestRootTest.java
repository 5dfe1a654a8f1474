package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestRootTest {
    @TempDir
    private Path folder;

    private Path tree;

    @BeforeEach
    void aTreeIsThere() throws IOException {
        folder = folder.toRealPath();
        tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("etc"));
        Files.createDirectories(tree.resolve("home"));
        Files.writeString(tree.resolve("etc/passwd"), "root");
    }

    private List<Path> visible(Tree kind, String from, String... everywhere) {
        return GuestRoot.of(
                        Requests.of(kind, from),
                        tree,
                        List.of(everywhere).stream().map(Path::of).toList(),
                        List.of())
                .visible();
    }

    @Test
    void thisMachinesOwnTreeHasEverythingInIt() {
        assertThat(visible(Tree.HOST, "/work", "/jdk", "/checkout")).isEmpty();
    }

    @Test
    void anotherTreeIsGivenTheFolderOfTheCommandToo() {
        assertThat(visible(Tree.DEBIAN13, "/work", "/jdk", "/checkout"))
                .containsExactly(Path.of("/jdk"), Path.of("/checkout"), Path.of("/work"));
    }

    @Test
    void aFolderInAnotherIsVisibleWithIt() {
        assertThat(visible(Tree.DEBIAN13, "/checkout/docs", "/checkout/jdk", "/checkout", "/checkout"))
                .containsExactly(Path.of("/checkout"));
        assertThat(visible(Tree.DEBIAN13, "/checkout-2", "/checkout"))
                .containsExactly(Path.of("/checkout"), Path.of("/checkout-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc"})
    void whatTheTreeHasOfItsOwnIsNotCoveredByThisMachines(String own) {
        assertThat(visible(Tree.DEBIAN13, own, "/jdk")).containsExactly(Path.of("/jdk"));
    }

    @Test
    void anEmptyFolderOfTheTreesIsCovered() {
        assertThat(visible(Tree.DEBIAN13, "/home", "/jdk")).containsExactly(Path.of("/jdk"), Path.of("/home"));
    }

    @Test
    void aFolderIsSharedWhereItReallyIsAndOnce() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path inner = Files.createDirectory(real.resolve("inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThat(GuestRoot.shares(List.of(link, real, link.resolve("inner"), folder.resolve("real/../real"))))
                .containsExactly(real, inner);
    }

    @Test
    void whatIsNoFolderCannotBeShared() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> GuestRoot.shares(List.of(folder, file)))
                .isInstanceOf(LabException.class)
                .hasMessage("cannot share %s: there is no such folder", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/proc", "/proc/self", "/sys", "/dev", "/dev/shm", "/run"})
    void whatAGuestHasOfItsOwnCannotBeShared(Path own) {
        assertThatThrownBy(() -> GuestRoot.shares(List.of(own)))
                .isInstanceOf(LabException.class)
                .hasMessage("cannot share %s: a lab has its own", own);
    }
}
