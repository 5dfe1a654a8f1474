package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.junit.jupiter.api.Test;

/** What SCTP does is shown where kernels have it, in the lab; here, that its absence is said. */
class SctpAbsentTest {
    private static final InetPlace PLACE = InetPlace.parse("127.0.0.1:0");

    @Test
    void aKernelWithoutSctpIsSaidToHaveNone() {
        Optional<LinuxException> refused = listening();
        if (refused.isPresent()) {
            assertThat(refused.get().is(Errno.EPROTONOSUPPORT)).isTrue();
            assertThat(refused.get())
                    .hasMessage("socket sctp 127.0.0.1:0: EPROTONOSUPPORT (protocol not supported):"
                            + " this kernel has no SCTP: its module is sctp");
            assertThat(catchThrowableOfType(LinuxException.class, () -> SctpSocket.begin(PLACE, "sctp 127.0.0.1:0")))
                    .hasMessage(refused.get().getMessage());
        }
    }

    private static Optional<LinuxException> listening() {
        try (SctpListener listener = SctpListener.listen(PLACE)) {
            assertThat(listener.local().port()).isPositive();
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of(e);
        }
    }
}
