package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
