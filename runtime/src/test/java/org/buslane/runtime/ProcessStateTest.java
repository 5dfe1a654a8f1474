package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStateTest {
    @Test
    void aCommandMayHaveBracketsAndSpacesInIt() {
        assertThat(ProcessState.parse("7 (a) Z 1 (b) S 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23"))
                .isEqualTo(new ProcessState(7, "a) Z 1 (b", 'S', 3, 21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "7 (a",
                "7 (a) S 1",
                ") 7 (",
                "x (a) S 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21"
            })
    void anythingElseIsNoProcess(String line) {
        assertThatThrownBy(() -> ProcessState.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thisProcessIsAlive() {
        int pid = (int) ProcessHandle.current().pid();
        assertThat(new Processes(Path.of("/proc")).alive(pid)).hasValueSatisfying(own -> {
            assertThat(own.pid()).isEqualTo(pid);
            assertThat(own.startTime()).isPositive();
        });
    }
}
