package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that come, say one thing and go. */
@ExtendWith(PlaceExtension.class)
class ThousandSendersTest {
    @Test
    void aThousandFramesOfAThousandSendersArriveOnABusyBus(Place place) {
        Gateway gateway = place.up();
        Path cansend = place.checkout().program("cansend");
        try (Running busy = place.run("cangen", "-g", "0.2", "-I", "100", "-L", "8", "can0")
                        .start();
                Running candump =
                        place.run("candump", "-L", "-n", "1001", "can0,700:7FF").start()) {
            gateway.awaitBound(candump, 1);
            gateway.await("be busy", status -> status.buses().getFirst().frames() > 100);
            String all = "seq -f %04g 1000 | xargs -P 4 -I {} " + cansend + " can0 700#{}";
            place.buslane("run", "--", "sh", "-c", all).finish().successfully();
            // Whatever came twice came before this.
            place.run("cansend", "can0", "700#FFFF").finish().successfully();
            List<String> heard =
                    CandumpLog.frames(candump.finish().successfully().outLines());
            assertThat(heard.getLast()).isEqualTo("can0 700#FFFF");
            assertThat(heard.subList(0, 1000))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1000)
                            .mapToObj("can0 700#%04d"::formatted)
                            .toList());
            assertThat(busy.isAlive()).isTrue();
            busy.terminate();
        }
        NodeStatus status = StatusJson.read(
                place.buslane("status", "--json").finish().successfully().out());
        Balance.check(status);
        NodeStatus.Counts written = status.lanes().getFirst().written();
        assertThat(written.dropped()).isEmpty();
        assertThat(status.buses().getFirst().frames())
                .isEqualTo(written.delivered())
                .isGreaterThan(1100);
    }
}
