package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.junit.jupiter.api.Test;

/** {@code ./buslane bus up} and {@code bus down} for interfaces of a kernel, as {@code ip} shows them. */
@OnKernels({"6.1", "6.12"})
class BusUpTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LAUNCHER = Checkout.underTest().launcher().toString();

    private final Namespace namespace = Namespace.create();

    private Command buslane(String... words) {
        return command(Stream.concat(Stream.of(LAUNCHER), Stream.of(words)).toArray(String[]::new));
    }

    private Command command(String... words) {
        return new Command(Path.of("/"), Map.of("BUSLANE_RUNDIR", "/nowhere"), namespace.line(List.of(words)))
                .within(SOON);
    }

    private String shown(String name) {
        return namespace.run("ip", "-o", "link", "show", name);
    }

    @Test
    void aBusGoesUpOnceAndDownOnce() {
        try (namespace) {
            namespace.run("ip", "link", "add", "can0", "type", "vcan");
            assertThat(buslane("bus", "up", "can0", "--txqueuelen", "77", "--dry-run")
                            .finish()
                            .successfully()
                            .outLines())
                    .containsExactly("ip link set can0 txqueuelen 77", "ip link set can0 up");
            assertThat(shown("can0")).doesNotContain("UP");
            assertThat(buslane("bus", "up", "can0", "--txqueuelen", "77")
                            .finish()
                            .successfully()
                            .out())
                    .isEmpty();
            assertThat(shown("can0")).contains("<NOARP,UP,LOWER_UP>", "qlen 77");
            assertThat(buslane("bus", "up", "can0", "--txqueuelen", "77", "--dry-run")
                            .finish()
                            .successfully()
                            .out())
                    .isEmpty();
            buslane("bus", "down", "can0").finish().successfully();
            assertThat(shown("can0")).doesNotContain("UP");
            assertThat(buslane("bus", "down", "can0", "--dry-run")
                            .finish()
                            .successfully()
                            .out())
                    .isEmpty();
        }
    }

    /** A candump that sees an interface go down says so and ends. */
    @Test
    void aBusThatIsSoIsNotInterrupted() {
        try (namespace;
                Buses buses = Buses.in(namespace).vcan("can0");
                Candump reader = buses.dump("can0")) {
            buslane("bus", "up", "can0", "--fd", "on", "--txqueuelen", "5")
                    .finish()
                    .successfully();
            buses.send("can0", "123##1AABB");
            assertThat(reader.awaitFrames(1, SOON)).containsExactly("can0 123##5AABB");
            assertThat(reader.stop()).hasSize(1);
        }
    }

    @Test
    void theDryRunsLinesDoTheSameInAShell() {
        try (namespace) {
            namespace.run("ip", "link", "add", "can0", "up", "type", "vcan");
            String lines = buslane("bus", "up", "can0", "--fd", "off", "--txqueuelen", "9", "--dry-run")
                    .finish()
                    .successfully()
                    .out();
            assertThat(lines.lines()).hasSize(4);
            namespace.run("sh", "-ec", lines);
            assertThat(shown("can0")).contains("mtu 16", "qlen 9", "UP");
            assertThat(buslane("bus", "up", "can0", "--fd", "off", "--txqueuelen", "9", "--dry-run")
                            .finish()
                            .successfully()
                            .out())
                    .isEmpty();
        }
    }

    @Test
    void whatCannotBeIsOneSentenceAndChangesNothing() {
        try (namespace) {
            namespace.run("ip", "link", "add", "can0", "up", "type", "vcan");
            namespace.run("ip", "link", "add", "vx0", "type", "vxcan", "peer", "name", "vx1");
            String before = namespace.run("ip", "-o", "link");
            assertThat(buslane("bus", "up", "can0", "--bitrate", "500k")
                            .finish()
                            .complaint())
                    .isEqualTo("buslane: can0 is a vcan, which has no bit rate and no modes of a CAN card");
            assertThat(buslane("bus", "up", "vx0", "--listen-only").finish().complaint())
                    .isEqualTo("buslane: vx0 is a vxcan, which has no bit rate and no modes of a CAN card");
            assertThat(buslane("bus", "up", "lo").finish().complaint()).isEqualTo("buslane: lo is no CAN interface");
            assertThat(buslane("bus", "up", "can7").finish().complaint())
                    .startsWith("buslane: there is no interface can7, and no gateway is running");
            assertThat(command(Strangers.line(List.of("bus", "down", "can0")).toArray(String[]::new))
                            .finish()
                            .complaint())
                    .isEqualTo("buslane: changing can0 needs CAP_NET_ADMIN in its network namespace: use sudo");
            assertThat(namespace.run("ip", "-o", "link")).isEqualTo(before);
        }
    }
}
