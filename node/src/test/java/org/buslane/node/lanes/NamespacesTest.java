package org.buslane.node.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With files for namespaces, whose inode numbers are numbers as well. */
class NamespacesTest {
    @TempDir
    Path proc;

    private Path one;
    private Path other;

    @BeforeEach
    void twoProcesses() throws IOException {
        one = process("4711");
        other = process("4712");
    }

    private Path process(String pid) throws IOException {
        Path file = proc.resolve(pid).resolve("ns/net");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, pid);
    }

    private static long number(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    }

    @Test
    void theFileThatIsKnownComesFirst() throws IOException {
        Path known = Files.createLink(proc.resolve("netns"), other);
        assertThat(new Namespaces(proc).find(number(other), known)).contains(known);
    }

    @Test
    void ifItLeadsElsewhereByNowAnyProcessIsFoundThatIsInThere() throws IOException {
        assertThat(new Namespaces(proc).find(number(other), one)).contains(other);
        assertThat(new Namespaces(proc).find(number(other), proc.resolve("gone")))
                .contains(other);
    }

    @Test
    void oneThatNobodyIsInIsNotFound() throws IOException {
        assertThat(new Namespaces(proc).find(number(proc), one)).isEmpty();
    }
}
