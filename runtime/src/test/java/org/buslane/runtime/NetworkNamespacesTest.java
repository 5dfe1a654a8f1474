package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buslane.linux.NetworkNamespace;
import org.buslane.runtime.Reach.Reason;
import org.buslane.runtime.Reach.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused. What is reached needs more than one network namespace, and so the lab. */
class NetworkNamespacesTest {
    private static final Path OWN = Path.of("/proc/self/ns/net");

    private final FakeMachine machine;
    private final NetworkNamespaces namespaces;

    NetworkNamespacesTest(@TempDir Path root) {
        machine = new FakeMachine(root);
        namespaces = new NetworkNamespaces(machine.at("/proc"));
    }

    private void process(int pid, Path namespace) throws IOException {
        machine.process(pid, "sleep", 1);
        machine.folder("/proc/%d/ns".formatted(pid));
        Files.createSymbolicLink(machine.at("/proc/%d/ns/net".formatted(pid)), namespace);
    }

    @Test
    void aProcessThatIsGone() {
        assertThat(namespaces.ofProcess(52)).isEqualTo(new Refused(Reason.GONE, "process 52 is gone"));
    }

    @Test
    void aProcessThatHasEnded() {
        machine.process(52, "sleep", 'Z', 1, 9);
        assertThat(namespaces.ofProcess(52))
                .isEqualTo(new Refused(Reason.ZOMBIE, "process 52 has ended, and only waits for its parent"));
    }

    @Test
    void aPidThatIsAnothersByNow() throws IOException {
        process(52, OWN);
        assertThat(namespaces.of(new Container(Engine.DOCKER, "7eee", "seat", 52, 1051)))
                .isEqualTo(new Refused(
                        Reason.RECYCLED, "container docker:seat (pid 52) is gone, and its pid another process's"));
    }

    @Test
    void aPidThatBecomesAnothersWhileItIsOpened() throws IOException {
        process(52, OWN);
        NetworkNamespaces slow = new NetworkNamespaces(machine.at("/proc"), file -> {
            machine.process(52, "other", 'S', 1, 99_999);
            return NetworkNamespace.open(file);
        });
        assertThat(slow.ofProcess(52, 1052))
                .isEqualTo(new Refused(Reason.RECYCLED, "process 52 is gone, and its pid another process's"));
    }

    @Test
    void aProcessInTheHostsNetwork() throws IOException {
        process(52, OWN);
        assertThat(namespaces.ofProcess(52, 1052))
                .isEqualTo(new Refused(
                        Reason.HOST_NETWORK,
                        "process 52 is in the host's network, and sees its interfaces as they are"));
        assertThat(namespaces.ofFile(OWN))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.HOST_NETWORK));
    }

    @Test
    void aFileThatIsNoNetworkNamespace() throws IOException {
        Path file = Files.createFile(machine.at("/file"));
        assertThat(namespaces.ofFile(file))
                .isEqualTo(new Refused(Reason.NO_NAMESPACE, file + " is no network namespace"));
        assertThat(namespaces.ofFile(Path.of("/proc/self/ns/uts")))
                .isEqualTo(new Refused(Reason.NO_NAMESPACE, "/proc/self/ns/uts is no network namespace"));
        assertThat(namespaces.ofFile(machine.at("/proc")))
                .isEqualTo(new Refused(Reason.NO_NAMESPACE, machine.at("/proc") + " is no network namespace"));
        assertThat(namespaces.ofFile(machine.at("/none")))
                .isEqualTo(new Refused(Reason.GONE, "there is no file " + machine.at("/none")));
    }

    @Test
    void aProcessWithoutNamespaces() {
        machine.process(52, "sleep", 1);
        assertThat(namespaces.ofProcess(52))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.sentence())
                                .startsWith("process 52: open network namespace ")
                                .endsWith("/proc/52/ns/net: ENOENT (no such file or directory)"));
    }
}
