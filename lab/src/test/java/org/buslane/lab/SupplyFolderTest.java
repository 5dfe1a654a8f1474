package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupplyFolderTest {
    @TempDir
    private Path home;

    @Test
    void whereTheCallerSays() {
        assertThat(SupplyFolder.of(home, Map.of("BUSLANE_LAB_DIR", "/somewhere")))
                .hasToString("/somewhere");
        assertThat(SupplyFolder.of(home, Map.of("BUSLANE_LAB_DIR", "here")))
                .isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void elseInTheCheckoutsBuildFolder() throws IOException {
        Files.createDirectory(home.resolve("build"));

        assertThat(SupplyFolder.of(home, Map.of("BUSLANE_LAB_DIR", ""))).isEqualTo(home.resolve("build/lab"));
    }

    @Test
    void elseInTheCallersCache() {
        Path nowhere = home.resolve("nonsuch");

        assertThat(SupplyFolder.of(nowhere, Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h")))
                .hasToString("/c/buslane/lab");
        assertThat(SupplyFolder.of(nowhere, Map.of("XDG_CACHE_HOME", "", "HOME", "/h")))
                .hasToString("/h/.cache/buslane/lab");
        assertThat(SupplyFolder.of(nowhere, Map.of())).hasToString("/tmp/.cache/buslane/lab");
    }
}
