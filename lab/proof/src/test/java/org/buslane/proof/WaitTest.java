package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.junit.jupiter.api.Test;

/** {@code ./buslane wait} for interfaces of a kernel. */
@OnKernels({"6.1", "6.12"})
class WaitTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Namespace container = Namespace.create();

    @Test
    void anInterfaceThatAppearsAndComesUpEndsIt() {
        try (container;
                Running waiting = waiting("can0", "--timeout", "50")) {
            awaitJoined(waiting);
            container.run("ip", "link", "add", "other0", "up", "type", "vcan");
            container.run("ip", "link", "add", "can0", "type", "vcan");
            assertThat(untilUp("can0", "--timeout", "0.2").finish().complaint())
                    .isEqualTo("buslane wait: can0 is in this network namespace but was not up within 0.2 s");
            assertThat(waiting.isAlive()).isTrue();
            container.run("ip", "link", "set", "can0", "up");
            waiting.finish().successfully();
        }
    }

    @Test
    void anInterfaceThatWasDownEndsItWhenItComesUp() {
        container.run("ip", "link", "add", "can0", "type", "vcan");
        try (container;
                Running waiting = waiting("can0")) {
            awaitJoined(waiting);
            container.run("ip", "link", "set", "can0", "up");
            waiting.finish().successfully();
        }
    }

    /** Made on the host, moved, renamed, set up: what becomes of a lane when it is moved into a container. */
    @Test
    void anInterfaceThatIsMovedAndRenamedIntoPlaceEndsIt() {
        try (container;
                Buses host = Buses.here();
                Running waiting = waiting("can0", "--timeout", "50")) {
            awaitJoined(waiting);
            host.vcan("made0");
            Namespace.here().run("ip", "link", "set", "made0", "netns", Long.toString(container.pid()));
            container.run("ip", "link", "set", "made0", "name", "can0");
            container.run("ip", "link", "set", "can0", "up");
            waiting.finish().successfully();
        }
    }

    /** The commands of the seat service's container and of can-forward.sh beside it. */
    @Test
    void theEntrypointOfAContainerStartsWhenItsTunnelIsThere() {
        String candump = Strangers.checkout().program("candump").toString();
        try (container;
                Buses host = Buses.here();
                Running program = untilUp("--", candump, "-L", "-n", "1", "vxcan1")
                        .with("CAN", "vxcan1")
                        .with("CAN_WAIT", "50")
                        .start()) {
            awaitJoined(program);
            host.vxcan("vxcan0", container, "vxcan1");
            awaitReceiver();
            host.send("vxcan0", "123#DEADBEEF");
            assertThat(CandumpLog.frames(program.finish().successfully().outLines()))
                    .containsExactly("vxcan1 123#DEADBEEF");
        }
    }

    @Test
    void anInterfaceThatNeverComesIsOneSentenceAndStatusThree() {
        try (container) {
            Finished never = untilUp("can0", "--timeout", "0.2").finish();
            assertThat(never.status()).isEqualTo(3);
            assertThat(never.complaint())
                    .isEqualTo("buslane wait: can0 was not in this network namespace within 0.2 s");
            Finished simulated =
                    untilUp().with("CAN", "cansim").with("CAN_WAIT", "50").finish();
            assertThat(simulated.successfully().err()).isEmpty();
        }
    }

    private Running waiting(String... words) {
        return untilUp(words).start();
    }

    /** As a container's unprivileged user runs it. */
    private Command untilUp(String... words) {
        List<String> line = new ArrayList<>(List.of("wait"));
        line.addAll(List.of(words));
        return new Command(Path.of("/"), Map.of(), container.line(Strangers.line(line))).within(SOON);
    }

    /** Its netlink socket is in the group of link events, and its port is its process id. */
    private void awaitJoined(Running waiting) {
        String joined = "\\S+ +0 +%d +00000001 .*".formatted(waiting.pid());
        waiting.await("join the link events", () -> read("net/netlink").anyMatch(line -> line.matches(joined)));
    }

    private void awaitReceiver() {
        Deadline.in(SOON)
                .await(
                        () -> read("net/can/rcvlist_all").anyMatch(line -> line.contains("vxcan1 ")),
                        () -> "candump should be bound in the container");
    }

    private Stream<String> read(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + container.pid(), name)).stream();
        } catch (NoSuchFileException _) {
            // CAN's are there when its first socket has brought the module.
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
