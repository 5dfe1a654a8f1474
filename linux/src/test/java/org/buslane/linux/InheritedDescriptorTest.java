package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedDescriptorTest {
    private static final int PID = 77;

    @Test
    void descriptorsStartAtThreeInTheOrderOfTheirNames() {
        assertThat(InheritedDescriptor.parse(
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "3", "LISTEN_FDNAMES", "bus:lane:bus"), PID))
                .containsExactly(
                        new InheritedDescriptor("bus", 3),
                        new InheritedDescriptor("lane", 4),
                        new InheritedDescriptor("bus", 5));
    }

    @Test
    void withoutNamesTheyAreUnknown() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "1"), PID))
                .containsExactly(new InheritedDescriptor("unknown", 3));
    }

    @Test
    void thoseOfAnotherProcessAreNotOurs() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "78", "LISTEN_FDS", "1"), PID))
                .isEmpty();
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_FDS", "1"), PID)).isEmpty();
        assertThat(InheritedDescriptor.parse(Map.of(), PID)).isEmpty();
    }

    @Test
    void noneIsNone() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "0", "LISTEN_FDNAMES", ""), PID))
                .isEmpty();
    }

    @Test
    void contradictionsAndNonsenseAreRefusedInOneSentence() {
        assertThatThrownBy(() -> InheritedDescriptor.parse(
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "bus"), PID))
                .hasMessage("LISTEN_FDNAMES names 1 descriptors, LISTEN_FDS says 2");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "many"), PID))
                .hasMessage("LISTEN_FDS is not a number from 0 on: 'many'");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "-1"), PID))
                .hasMessage("LISTEN_FDS is not a number from 0 on: '-1'");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "2000000000"), PID))
                .hasMessage("LISTEN_FDS is more than a process can have: 2000000000");
    }

    @Test
    void anAdoptedDescriptorIsNotPassedOnToPrograms() throws Exception {
        Descriptor kept = MemFd.create("kept", 1).descriptor();
        kept.closeOnExec(false);
        assertThat(isClosedOnExec(kept)).isFalse();
        try (Descriptor adopted = new InheritedDescriptor("bus", kept.number()).adopt()) {
            assertThat(isClosedOnExec(adopted)).isTrue();
            assertThat(adopted.what()).isEqualTo("bus");
        }
    }

    /** O_CLOEXEC in the flags of proc_pid_fdinfo(5), which are octal. */
    private static boolean isClosedOnExec(Descriptor descriptor) throws IOException {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor.number()));
        String flags = info.lines()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .orElseThrow()
                .substring("flags:".length())
                .strip();
        return (Long.parseLong(flags, 8) & 02000000) != 0;
    }
}
