package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    private final Mounts mounts = new Mounts(List.of(
            "overlay / overlay rw,relatime 0 0",
            "shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0",
            "a\\040disk /mnt/a\\040b\\134c ext4 rw,noexec 0 0",
            "tmpfs /tmp tmpfs rw,noexec 0 0",
            "tmpfs /tmp tmpfs rw 0 0",
            "tmpfs /tmp/inner tmpfs rw,noexec 0 0",
            "tmpfs /noexecutive tmpfs rw,x-mount.noexec 0 0",
            "short /opt"));

    @ParameterizedTest
    @CsvSource({
        "/dev/shm, true",
        "/dev/shm/deeper, true",
        "/dev/shmoo, false",
        "/dev, false",
        "/, false",
        "/tmp, false",
        "/tmp/inner, true",
        "/tmp/innermost, false",
        "/mnt/a b\\c, true",
        "/mnt/a, false",
        "/noexecutive, false",
        "/opt, false",
    })
    void theDeepestMountDecidesAndOfTwoAtOnePlaceTheLater(Path folder, boolean forbidden) {
        assertThat(mounts.forbidPrograms(folder)).isEqualTo(forbidden);
    }
}
