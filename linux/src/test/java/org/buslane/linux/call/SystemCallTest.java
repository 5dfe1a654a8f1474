package org.buslane.linux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SystemCallTest {
    @Test
    void noTwoCallsHaveTheSameNumberOnEitherMachine() {
        assertThat(Arrays.stream(SystemCall.values()).map(call -> call.onX86)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(SystemCall.values()).map(call -> call.onAarch64))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMachineWhoseCallsAreNotKnownIsRefusedByName() {
        assertThat(Architecture.of("amd64")).isEqualTo(Architecture.X86_64);
        assertThat(Architecture.of("aarch64")).isEqualTo(Architecture.AARCH64);
        assertThatThrownBy(() -> Architecture.of("riscv64")).hasMessageContaining("this is riscv64");
    }

    @Test
    void aCallThatFailsReturnsItsErrnoNegated() {
        assertThat(Kernel.call(SystemCall.CLOSE, 1 << 20)).isEqualTo(-9); // EBADF
    }
}
