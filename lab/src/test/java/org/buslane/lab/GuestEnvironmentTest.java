package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.buslane.lab.supply.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestEnvironmentTest {
    private static Map<String, String> inside(String... caller) {
        return GuestEnvironment.of(caller.length == 0 ? Map.of() : Map.of(caller[0], caller[1]), Release.V6_1);
    }

    @Test
    void theCallersIsPassedOnAndTheKernelIsNamed() {
        assertThat(inside("ODD", "one\ntwo = 'three'"))
                .containsEntry("ODD", "one\ntwo = 'three'")
                .containsEntry("BUSLANE_LAB", "6.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "/bin          | /bin:/usr/sbin:/sbin:/run/buslane-lab/boot/bin",
                "/sbin:/bin    | /sbin:/bin:/usr/sbin:/run/buslane-lab/boot/bin",
                "/x/sbin       | /x/sbin:/usr/sbin:/sbin:/run/buslane-lab/boot/bin",
                "@@            | /usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/buslane-lab/boot/bin",
            })
    void rootsProgramsAreFoundBehindAllOthers(String outside, String inside) {
        assertThat(inside("PATH", outside)).containsEntry("PATH", inside);
    }

    @Test
    void aCallerWithoutAPathHasTheUsualOne() {
        assertThat(inside())
                .containsEntry("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/buslane-lab/boot/bin");
    }

    @ParameterizedTest
    @CsvSource({"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "BUSLANE_RUNDIR", "BUSLANE_SOCKET"})
    void whatLeadsToServicesOfTheHostStaysOutside(String name) {
        assertThat(inside(name, "/run/user/1000")).doesNotContainKey(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/app/libbuslane-can.so:/lib/other.so | /lib/other.so",
                "/lib/a.so /app/libbuslane-can.so b.so | /lib/a.so:b.so",
                "/lib/notlibbuslane-can.so | /lib/notlibbuslane-can.so",
            })
    void theCanLayerStaysOutsideAndOtherLibrariesDoNot(String outside, String inside) {
        assertThat(inside("LD_PRELOAD", outside)).containsEntry("LD_PRELOAD", inside);
    }

    @Test
    void nothingButTheCanLayerIsNothing() {
        assertThat(inside("LD_PRELOAD", "/app/libbuslane-can.so")).doesNotContainKey("LD_PRELOAD");
    }
}
