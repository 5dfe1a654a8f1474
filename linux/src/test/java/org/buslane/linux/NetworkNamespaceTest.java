package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkNamespaceTest {
    private static final Path OWN = Path.of("/proc/self/ns/net");

    @Test
    void itsNumberIsThatOfItsLink() throws IOException {
        try (NetworkNamespace own = NetworkNamespace.current()) {
            assertThat(Files.readSymbolicLink(OWN)).hasToString("net:[%d]".formatted(own.inode()));
            assertThat(own.isOne()).isTrue();
        }
    }

    @Test
    void anyOtherFileIsNone(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (NetworkNamespace none = NetworkNamespace.open(file);
                NetworkNamespace ofAnotherKind = NetworkNamespace.open(Path.of("/proc/self/ns/uts"))) {
            assertThat(none.isOne()).isFalse();
            assertThat(ofAnotherKind.isOne()).isFalse();
            assertThatThrownBy(none::owner)
                    .hasMessage("open user namespace of " + file + ": ENOTTY (inappropriate ioctl for device)");
        }
    }

    /** A container's own may be owned from further out, which nobody in it is told. */
    @Test
    void theOwnerOfItsOwnIsItsOwnUserNamespaceOrFurtherOut() throws IOException {
        try (NetworkNamespace network = NetworkNamespace.current();
                UserNamespace user = UserNamespace.current()) {
            assertThat(Files.readSymbolicLink(Path.of("/proc/self/ns/user")))
                    .hasToString("user:[%d]".formatted(user.inode()));
            long owner;
            try (UserNamespace found = network.owner()) {
                owner = found.inode();
            } catch (LinuxException e) {
                assertThat(e.is(Errno.EPERM)).as(e.getMessage()).isTrue();
                return;
            }
            assertThat(owner).isEqualTo(user.inode());
        }
    }
}
