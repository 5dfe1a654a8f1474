package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    private static final int LAST = 133; // EHWPOISON

    @Test
    void anErrnoSaysItsNameAndMeaning() {
        assertThat(new Errno(Errno.ECONNREFUSED)).hasToString("ECONNREFUSED (connection refused)");
        assertThat(new Errno(1)).hasToString("EPERM (operation not permitted)");
        assertThat(new Errno(LAST)).hasToString("EHWPOISON (memory page has hardware error)");
    }

    @Test
    void everyNumberButTheTwoUnusedOnesHasAName() {
        assertThat(IntStream.rangeClosed(1, LAST)
                        .filter(n -> !new Errno(n).name().matches("E[A-Z0-9]+")))
                .containsExactly(41, 58);
    }

    @Test
    void aNumberWithoutANameIsKept() {
        assertThat(new Errno(4095)).hasToString("errno 4095 (unknown to this version of Buslane)");
        assertThat(new Errno(41).name()).isEqualTo("errno 41");
    }

    @Test
    void theConstantsAgreeWithTheNames() throws IllegalAccessException {
        for (Field field : Errno.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                assertThat(new Errno(field.getInt(null)).name()).isEqualTo(field.getName());
            }
        }
    }

    @Test
    void zeroIsNoErrno() {
        assertThatThrownBy(() -> new Errno(0)).hasMessage("an errno is positive, not 0");
    }

    @Test
    void anExceptionNamesTheCallTheObjectAndTheErrno() {
        assertThat(new LinuxException("connect", "/run/x/bus.sock", new Errno(Errno.ECONNREFUSED)))
                .hasMessage("connect /run/x/bus.sock: ECONNREFUSED (connection refused)");
        assertThat(new LinuxException("eventfd2", "", new Errno(Errno.EMFILE)))
                .hasMessage("eventfd2: EMFILE (too many open files)");
    }
}
