package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
    @TempDir
    Path root;

    @BeforeEach
    void aKernel() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12.1\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aLoadedOneSaysHowManyHops() throws IOException {
        file("sys/module/can_gw/parameters/max_hops", "2\n");
        assertThat(new Modules(root).gateway()).isEqualTo(new GatewayModule.Loaded(2));
    }

    @Test
    void oneOnDiskCanBeLoaded() throws IOException {
        file(
                "lib/modules/6.12.1/modules.dep",
                "kernel/net/can/can-gw.ko.xz: kernel/net/can/can.ko.xz\nkernel/drivers/net/can/vxcan.ko:\n");
        assertThat(new Modules(root).gateway()).isEqualTo(new GatewayModule.Loadable());
        assertThat(new Modules(root).hasVxcan()).isTrue();
    }

    @Test
    void oneThatOthersDependOnByASimilarNameIsNotIt() throws IOException {
        file("lib/modules/6.12.1/modules.dep", "kernel/net/can/not-can-gw.ko: kernel/net/can/can.ko\n");
        assertThat(new Modules(root).gateway()).isEqualTo(new GatewayModule.Missing());
    }

    @Test
    void withoutModulesThereIsNone() {
        assertThat(new Modules(root).gateway()).isEqualTo(new GatewayModule.Missing());
        assertThat(new Modules(root).hasVxcan()).isFalse();
    }

    @Test
    void thoseThatAreNeitherThereNorToBeLoadedAreMissing() throws IOException {
        file("lib/modules/6.12.1/modules.dep", "kernel/net/can/can-raw.ko.xz: kernel/net/can/can.ko.xz\n");
        file("lib/modules/6.12.1/modules.builtin", "kernel/net/sched/cls_u32.ko\n");
        file("sys/module/can_gw/parameters/max_hops", "2\n");
        assertThat(new Modules(root).missing(List.of("can-raw", "cls_u32", "can-gw", "vxcan")))
                .contains(Set.of("vxcan"));
    }

    @Test
    void ofAKernelWithoutAListOfItsModulesNothingIsSaid() {
        assertThat(new Modules(root).missing(List.of("vxcan"))).isEmpty();
    }
}
