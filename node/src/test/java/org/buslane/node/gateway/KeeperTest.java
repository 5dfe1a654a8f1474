package org.buslane.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.buslane.virtual.Pulse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class KeeperTest {
    @TempDir
    private Path folder;

    private Keeper keeper(Map<String, String> environment) {
        return Keeper.of(environment, 42);
    }

    @Test
    void theBusThreadBeatsTwiceInTheTimeOfTheWatchdog() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", folder.resolve("notify").toString(), "WATCHDOG_USEC", "60000000");

        assertThat(keeper(environment).pulse()).map(Pulse::every).contains(Duration.ofSeconds(30));
    }

    @Test
    void nobodyBeatsWhereNobodyListensOrAnotherIsMeant() {
        String socket = folder.resolve("notify").toString();

        assertThat(keeper(Map.of()).pulse()).isEmpty();
        assertThat(keeper(Map.of("WATCHDOG_USEC", "1000000")).pulse()).isEmpty();
        assertThat(keeper(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "soon"))
                        .pulse())
                .isEmpty();
        assertThat(keeper(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "43"))
                        .pulse())
                .isEmpty();
        assertThat(keeper(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "42"))
                        .pulse())
                .isPresent();
    }

    @Test
    void aKeeperThatHasDiedIsNotMissed() {
        Keeper keeper = keeper(Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString(), "WATCHDOG_USEC", "1000000"));

        keeper.stopping();
        keeper.pulse().orElseThrow().beat().run();
        assertThat(folder).isEmptyDirectory();
    }
}
