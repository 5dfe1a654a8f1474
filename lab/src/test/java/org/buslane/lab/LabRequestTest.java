package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"can0", "a", "fifteen-letters", "-", "!", "c,n"})
    void whatTheKernelTakesForANameIsOne(String name) {
        assertThat(Requests.with(1, 512, List.of(name)).interfaces()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "a:b", "can%d", "sixteen-letters-", "cän0", "a\tb"})
    void anyOtherIsNone(String name) {
        assertThatThrownBy(() -> Requests.with(1, 512, List.of(name)))
                .isInstanceOf(LabException.class)
                .hasMessage("'%s' is no name for an interface: 1 to 15 characters without space, /, : and %%", name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2  | 512 | user-mode Linux has one CPU: add --qemu for 2",
                "0  | 512 | a lab has from 1 to 64 CPUs, not 0",
                "65 | 512 | a lab has from 1 to 64 CPUs, not 65",
                "1  | 127 | a lab needs 128 MiB of memory or more, not 127",
            })
    void whatNoMachineHasIsSaid(int cpus, int memory, String sentence) {
        assertThatThrownBy(() -> Requests.with(cpus, memory, List.of()))
                .isInstanceOf(LabException.class)
                .hasMessage(sentence);
    }

    @Test
    void oneNameIsOneInterface() {
        assertThatThrownBy(() -> Requests.with(1, 512, List.of("can0", "can1", "can0")))
                .isInstanceOf(LabException.class)
                .hasMessage("a lab has one interface 'can0', not two");
    }
}
