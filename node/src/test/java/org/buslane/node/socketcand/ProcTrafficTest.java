package org.buslane.node.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.buslane.tunnel.socketcand.BusTraffic;
import org.junit.jupiter.api.Test;

class ProcTrafficTest {
    private static final String DEV = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 1132884    8452    0    0    0     0          0         0  1132884    8452    0    0    0     0       0          0
             vcan0:      16       2    0    0    0     0          0         0       40       5    0    0    0     0       0          0
              can0:99999999    7    0    0    0     0          0         0       1       1    0    0    0     0       0          0
            """;

    @Test
    void bytesAndFramesAreThoseOfTheInterface() {
        assertThat(ProcTraffic.parse(DEV, "vcan0")).isEqualTo(new BusTraffic(16, 2, 40, 5));
        assertThat(ProcTraffic.parse(DEV, "can0")).isEqualTo(new BusTraffic(99_999_999, 7, 1, 1));
    }

    @Test
    void whatTheKernelDoesNotKnowHasNone() {
        assertThat(ProcTraffic.parse(DEV, "vbus0")).isEqualTo(new BusTraffic(0, 0, 0, 0));
        assertThat(new ProcTraffic(Path.of("/nowhere")).of("can0")).isEqualTo(new BusTraffic(0, 0, 0, 0));
        assertThat(new ProcTraffic(Path.of("/proc")).of("lo")).isNotNull();
    }
}
