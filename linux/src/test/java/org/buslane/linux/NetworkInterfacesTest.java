package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkInterfacesTest {
    @TempDir
    Path sys;

    @BeforeEach
    void oneInterface() throws Exception {
        Files.createDirectories(sys.resolve("class/net"));
        // As sysfs has it: a link to the device, here to one that is not there.
        Files.createSymbolicLink(sys.resolve("class/net/can0"), Path.of("../../devices/platform/can/net/can0"));
    }

    @Test
    void anInterfaceIsFoundByItsName() {
        assertThat(NetworkInterfaces.exists(sys, "can0")).isTrue();
        assertThat(NetworkInterfaces.exists(sys, "can1")).isFalse();
    }

    @Test
    void aNameNoInterfaceCanHaveIsNone() {
        for (String name : new String[] {"", ".", "..", "../net/can0", "can0/", "can 0", "0123456789abcdef", "a\0b"}) {
            assertThat(NetworkInterfaces.exists(sys, name)).as("'%s'", name).isFalse();
        }
    }

    @Test
    void withoutSysfsThereIsNone() {
        assertThat(NetworkInterfaces.exists(sys.resolve("nowhere"), "can0")).isFalse();
    }
}
