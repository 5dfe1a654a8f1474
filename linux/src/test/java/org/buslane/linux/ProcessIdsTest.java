package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessIdsTest {
    @Test
    void theIdsAreThoseOfProc() throws Exception {
        assertThat((long) ProcessIds.pid()).isEqualTo(ProcessHandle.current().pid());
        String status = Files.readString(Path.of("/proc/self/status"));
        assertThat(status).contains("\nUid:\t%d\t%d\t".formatted(ProcessIds.uid(), ProcessIds.effectiveUid()));
        assertThat(status).contains("\nGid:\t%d\t%d\t".formatted(ProcessIds.gid(), ProcessIds.effectiveGid()));
    }

    @Test
    void theTimeOfDayIsTheJdks() {
        long before = nanos(Instant.now());
        long time = Clocks.realtimeNanos();
        assertThat(time).isBetween(before, nanos(Instant.now()));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
