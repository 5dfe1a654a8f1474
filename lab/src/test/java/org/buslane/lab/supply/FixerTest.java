package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixups, applied to a tree. */
class FixerTest {
    @TempDir
    private Path tree;

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    @Test
    void filesAppearWithFoldersThatStrangersMayRead() throws IOException {
        Fixer.apply(tree, List.of(new Fixup.Text("etc/a/b.conf", "text\n")));
        assertThat(tree.resolve("etc/a/b.conf")).hasContent("text\n");
        assertThat(mode(tree.resolve("etc/a/b.conf"))).isEqualTo(0644);
        assertThat(mode(tree.resolve("etc/a"))).isEqualTo(0755);
        assertThat(mode(tree.resolve("etc"))).isEqualTo(0755);
    }

    @Test
    void foldersHaveTheirModeInFull() throws IOException {
        Files.createDirectory(tree.resolve("tmp"));
        Fixer.apply(tree, List.of(new Fixup.Folder("tmp", 01777), new Fixup.Folder("home/lab", 0755)));
        assertThat(mode(tree.resolve("tmp"))).isEqualTo(01777);
        assertThat(mode(tree.resolve("home/lab"))).isEqualTo(0755);
    }

    @Test
    void aLinkReplacesAFileALinkOrAnEmptyFolder() throws IOException {
        Files.createDirectories(tree.resolve("var/run"));
        Files.writeString(tree.resolve("awk"), "old");
        Files.createSymbolicLink(tree.resolve("java"), Path.of("nowhere"));
        Fixer.apply(
                tree,
                List.of(
                        new Fixup.Link("var/run", "../run"),
                        new Fixup.Link("awk", "mawk"),
                        new Fixup.Link("java", "usr/lib/java")));
        assertThat(Files.readSymbolicLink(tree.resolve("var/run"))).hasToString("../run");
        assertThat(Files.readSymbolicLink(tree.resolve("awk"))).hasToString("mawk");
        assertThat(Files.readSymbolicLink(tree.resolve("java"))).hasToString("usr/lib/java");
    }

    @Test
    void mastersAreCopiedAndAddedTo() throws IOException {
        Files.writeString(tree.resolve("group.master"), "root:*:0:\n");
        Fixer.apply(tree, List.of(new Fixup.Copy("group.master", "etc/group", "docker:x:999:\n")));
        assertThat(tree.resolve("etc/group")).hasContent("root:*:0:\ndocker:x:999:\n");
    }

    @Test
    void certificatesBecomeOneFile() throws IOException {
        Files.createDirectory(tree.resolve("certs"));
        Files.writeString(tree.resolve("certs/b.crt"), "B\n");
        Files.writeString(tree.resolve("certs/a.crt"), "A\n");
        Fixer.apply(tree, List.of(new Fixup.Join("certs", "etc/ssl/all.crt")));
        assertThat(tree.resolve("etc/ssl/all.crt")).hasContent("A\nB\n");
    }

    @Test
    void theDebian13TreesFixupsStayInTheTreeAndNameNothingTwice() {
        assertThat(Debian13.fixups().stream().map(FixerTest::path))
                .doesNotHaveDuplicates()
                .allSatisfy(path -> assertThat(path).doesNotStartWith("/").doesNotContain(".."));
    }

    private static String path(Fixup fixup) {
        return switch (fixup) {
            case Fixup.Text text -> text.path();
            case Fixup.Copy copy -> copy.path();
            case Fixup.Join join -> join.path();
            case Fixup.Link link -> link.path();
            case Fixup.Folder folder -> folder.path();
        };
    }
}
