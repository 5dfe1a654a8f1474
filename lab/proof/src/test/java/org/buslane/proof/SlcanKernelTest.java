package org.buslane.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.stream.PseudoTerminal;
import org.buslane.node.client.DumpFilters;
import org.buslane.node.client.Dumping;
import org.buslane.node.client.Sending;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;
import org.buslane.node.gateway.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel's own slcan driver at the other end of a serial line: it reads what an adapter's bus writes, and writes
 * what that reads. It is no adapter and answers nothing, as much firmware does.
 */
@OnKernels({"6.1", "6.12"})
class SlcanKernelTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void theKernelsDriverAndAnAdaptersBusUnderstandEachOther() throws IOException {
        Namespace here = Namespace.here();
        try (PseudoTerminal ours = PseudoTerminal.open();
                PseudoTerminal kernels = PseudoTerminal.open();
                NullModem cable = NullModem.between(ours, kernels)) {
            Process slcand = new ProcessBuilder(here.line(List.of("slcand", "-F", kernels.path(), "slcan0"))).start();
            try {
                until(
                        "slcan0 is there",
                        () -> Path.of("/sys/class/net/slcan0").toFile().exists());
                here.run("ip", "link", "set", "slcan0", "up");
                passes(here, "slcan:%s@500k".formatted(ours.path()));
                assertThat(cable.bytes()).isPositive();
            } finally {
                slcand.destroy();
                slcand.onExit().join();
            }
        }
    }

    private void passes(Namespace here, String adapter) {
        Caller self = Caller.ofThisProcess();
        Caller caller = new Caller(self.uid(), self.uidMap(), Map.of("BUSLANE_RUNDIR", folder.toString()), folder);
        String yaml = "buses: [{name: vbus0, adapter: '%s'}]".formatted(adapter);
        try (Gateway _ = Gateway.start(GatewayConfig.parse("node.yaml", yaml), caller);
                Candump candump = Candump.in(here, "slcan0")) {
            until("it is open", () -> adapter(caller).well());
            List<String> frames = List.of("123#DEADBEEF", "12345678#11", "7FF#R2", "001#", "1FFFFFFF#0102030405060708");
            Sending.frames(caller, "vbus0", frames);
            assertThat(candump.awaitFrames(frames.size(), SOON))
                    .containsExactlyElementsOf(
                            frames.stream().map(frame -> "slcan0 " + frame).toList());

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Dumping dump = Dumping.open(
                    caller,
                    "vbus0",
                    DumpFilters.parse(List.of()),
                    false,
                    out,
                    notice -> {
                        throw new AssertionError(notice);
                    },
                    System::nanoTime)) {
                frames.forEach(frame -> here.run("cansend", "slcan0", frame));
                dump.run(frames.size());
            }
            assertThat(out.toString(UTF_8).lines().map(line -> line.substring(line.indexOf(')') + 2)))
                    .containsExactlyElementsOf(
                            frames.stream().map(frame -> "vbus0 " + frame).toList());
            until(
                    "what it did not answer counts as taken",
                    () -> adapter(caller).read().delivered() == frames.size());
            assertThat(adapter(caller).written().delivered()).isEqualTo(frames.size());
        }
    }

    private static NodeStatus.Resident adapter(Caller caller) {
        return StatusJson.read(ControlClient.ask(caller, new ControlRequest.Status()))
                .residents()
                .getFirst();
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
