package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.buslane.linux.NetworkNamespace;
import org.junit.jupiter.api.Test;

/** What any kernel has for any user: loopback. */
class NetlinkSocketTest {
    @Test
    void loopbackIsThereByNameByIndexAndInTheList() {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            Link loopback = links.find("lo").orElseThrow();
            assertThat(loopback.index()).isPositive();
            assertThat(loopback.kind()).isEmpty();
            assertThat(loopback.mtu()).isPositive();
            assertThat(links.find(loopback.index())).map(Link::name).contains("lo");
            assertThat(links.list()).extracting(Link::name).contains("lo");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            assertThat(new Links(socket).find("no-such-link")).isEmpty();
            assertThat(new Links(socket).find(Integer.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void itIsNotForVirtualThreads() throws InterruptedException {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            AtomicReference<String> said = new AtomicReference<>("");
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            new Links(socket).list();
                        } catch (IllegalStateException e) {
                            said.set(String.valueOf(e.getMessage()));
                        }
                    })
                    .join();
            assertThat(said).hasValue("a system call that may block was made on a virtual thread");
        }
    }

    @Test
    void aFileThatIsNoNamespaceIsRefused() {
        try (NetworkNamespace none = NetworkNamespace.open(Path.of("/proc/self/status"))) {
            assertThatThrownBy(() -> NetlinkSocket.openIn(none)).hasMessageStartingWith("setns /proc/self/status [");
        }
        assertThatThrownBy(() -> NetworkNamespace.open(Path.of("/proc/self/ns/no-such-kind")))
                .hasMessage("open network namespace /proc/self/ns/no-such-kind: ENOENT (no such file or directory)");
    }
}
