package org.buslane.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class MemFdTest {
    private static final int SIZE = 4096;

    @Test
    void whatOneMappingWritesAnotherReads() {
        try (MemFd file = MemFd.create("shared", SIZE);
                Mapping writer = Mapping.readWrite(file.descriptor(), SIZE);
                Mapping reader = Mapping.readOnly(file.descriptor(), SIZE)) {
            writer.memory().set(JAVA_INT, 100, 42);
            assertThat(reader.memory().get(JAVA_INT, 100)).isEqualTo(42);
            assertThatThrownBy(() -> reader.memory().set(JAVA_INT, 100, 43))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aMappingOutlivesTheDescriptorAndIsGoneOnceClosed() {
        MemFd file = MemFd.create("short", SIZE);
        Mapping mapping = Mapping.readWrite(file.descriptor(), SIZE);
        file.close();
        mapping.memory().set(JAVA_INT, 0, 1);
        mapping.close();
        mapping.close();
        assertThatThrownBy(() -> mapping.memory().get(JAVA_INT, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadOnlyReopenedFileCannotBeMappedForWriting() {
        try (MemFd file = MemFd.create("table", SIZE);
                Mapping writer = Mapping.readWrite(file.descriptor(), SIZE);
                Descriptor readOnly = file.reopenReadOnly();
                Mapping reader = Mapping.readOnly(readOnly, SIZE)) {
            assertThatThrownBy(() -> Mapping.readWrite(readOnly, SIZE))
                    .isInstanceOf(LinuxException.class)
                    .hasMessageMatching("mmap 4096 bytes of memfd:table \\(read only\\) \\[\\d+\\]: EACCES \\(.*");
            writer.memory().set(JAVA_INT, 0, 9);
            assertThat(reader.memory().get(JAVA_INT, 0)).isEqualTo(9);
        }
    }

    @Test
    void theModeIsWhatOthersFindWhenTheyReopenIt() throws Exception {
        try (MemFd file = MemFd.create("mode", SIZE)) {
            file.mode(0444);
            Path path = Path.of("/proc/self/fd/" + file.descriptor().number());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("r--r--r--");
        }
    }

    @Test
    void aSealEndsNewWaysOfWritingAndKeepsTheOldOne() {
        try (MemFd file = MemFd.create("sealed", SIZE);
                Mapping before = Mapping.readWrite(file.descriptor(), SIZE)) {
            file.seal(MemFd.SEAL_FUTURE_WRITE | MemFd.SEAL_SHRINK | MemFd.SEAL_GROW);
            assertThat(file.seals() & MemFd.SEAL_FUTURE_WRITE).isNotZero();
            before.memory().set(JAVA_INT, 0, 5);
            assertThatThrownBy(() -> Mapping.readWrite(file.descriptor(), SIZE)).hasMessageContaining("EPERM");
            assertThatThrownBy(() -> file.resize(1)).hasMessageContaining("EPERM");
        }
    }

    @Test
    void itGrowsAndShrinks() {
        try (MemFd file = MemFd.create("size", 10)) {
            file.resize(20);
            assertThat(file.size()).isEqualTo(20);
            assertThatThrownBy(() -> file.resize(-1))
                    .hasMessageContaining("ftruncate memfd:size")
                    .hasMessageContaining("EINVAL");
        }
    }

    @Test
    void aNameTooLongIsRefused() {
        assertThatThrownBy(() -> MemFd.create("n".repeat(250), 1)).hasMessageContaining("EINVAL");
    }
}
