package org.buslane.lab.junit.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.junit.jupiter.api.Test;

/** What needs to be root of a network namespace, but no CAN. */
@OnKernels("6.1")
public class InNamespaces {
    @Test
    void aNewOneHasLoopbackAndNothingElse() {
        try (Namespace namespace = Namespace.create()) {
            assertThat(namespace.run("ip", "-o", "link"))
                    .contains("lo: <LOOPBACK,UP")
                    .hasLineCount(1);
        }
    }

    @Test
    void whatIsMadeInOneIsNotInTheOther() {
        try (Namespace namespace = Namespace.create()) {
            namespace.run("ip", "address", "add", "192.0.2.7/32", "dev", "lo");
            assertThat(namespace.run("ip", "address")).contains("192.0.2.7");
            assertThat(Namespace.here().run("ip", "address")).doesNotContain("192.0.2.7");
        }
    }

    @Test
    void closedItIsGone() {
        Namespace namespace = Namespace.create();
        assertThat(namespace.file()).exists();
        namespace.close();
        assertThat(namespace.file()).doesNotExist();
        assertThatThrownBy(() -> namespace.run("true"))
                .hasMessageContaining(namespace.file().toString());
        assertThat(Files.exists(Namespace.here().file())).isTrue();
    }

    @Test
    void aCommandThatFailsSaysAll() {
        assertThatThrownBy(() -> Namespace.here().run("sh", "-c", "echo out; echo err >&2; exit 3"))
                .hasMessageContainingAll("exit 3: status 3", "out", "err");
    }

    @Test
    void whatCannotBeMadeIsNamed() {
        try (Buses buses = Buses.here()) {
            assertThatThrownBy(() -> buses.vcan("a-name-that-is-too-long"))
                    .hasMessageContainingAll("link add a-name-that-is-too-long", "status");
        }
    }
}
