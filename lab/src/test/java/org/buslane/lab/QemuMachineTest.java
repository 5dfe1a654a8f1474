package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.lab.supply.QemuKernel;
import org.buslane.lab.supply.Release;
import org.junit.jupiter.api.Test;

class QemuMachineTest {
    private static QemuMachine machine(String... cards) {
        QemuKernel kernel = new QemuKernel(Path.of("/s/qemu"), Path.of("/s/vmlinuz"), Path.of("/s/modules"), "6.12.1");
        return new QemuMachine(kernel, 1, 256, List.of(cards), Path.of("/app"));
    }

    private static LabRequest request(boolean qemu, Release release, String... cards) {
        return new LabRequest(
                qemu,
                release,
                Tree.HOST,
                1,
                256,
                Path.of("/work"),
                Map.of(),
                List.of("true"),
                List.of(),
                List.of(cards),
                List.of(Path.of("/shared")),
                Optional.<Duration>empty());
    }

    @Test
    void theGuestIsToldOfItsCardsAndOfTheChannelForItsOutput() {
        GuestScript plan = GuestPlan.of(
                request(true, Release.V6_12, "can0", "body"),
                Path.of("/"),
                List.of(),
                List.of(),
                machine("can0", "body"),
                OptionalInt.of(1),
                Screen.BATCH);

        assertThat(plan.toString().lines())
                .containsExactly(
                        "modules 'folder0' '/s/modules'",
                        "tree 'folder1' '/'",
                        "share 'folder2' '/shared'",
                        "card 'can0' '1' '1000000'",
                        "card 'body' '2' '1000000'",
                        "command '/dev/vport0p1' 'batch' '/dev/vport0p2'");
        assertThat(plan.folders())
                .containsExactly(
                        new HostFolder("folder0", Path.of("/s/modules"), false),
                        new HostFolder("folder1", Path.of("/"), false),
                        new HostFolder("folder2", Path.of("/shared"), true));
    }

    @Test
    void onlyUserModeLinuxHasNoCards() {
        assertThatThrownBy(() -> request(false, Release.V6_12, "can0"))
                .isInstanceOf(LabException.class)
                .hasMessage("user-mode Linux has no CAN cards: add --qemu, or have a bus with --can");
    }

    @Test
    void thereIsOneKernelForIt() {
        assertThatThrownBy(() -> request(true, Release.V6_1))
                .isInstanceOf(LabException.class)
                .hasMessage("QEMU's kernel is 6.12, not 6.1");
    }
}
