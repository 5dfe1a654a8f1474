package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More than readers can take: nothing is lost without being counted. */
@ExtendWith(PlaceExtension.class)
class FloodTest {
    private static final List<String> IDS = List.of("101", "102", "103");
    private static final int EACH = 15_000;
    private static final long SENT = (long) EACH * IDS.size();

    @Test
    void everyFrameIsReadOrCountedInEveryAccount(Place place) {
        Gateway gateway = place.up();
        try (Counting reader = Counting.start(place, gateway, Caller.SELF);
                Counting stopped = Counting.start(place, gateway, Caller.STRANGER)) {
            stopped.candump().signal("STOP");
            flood(place);
            Balance.check(gateway.status());
            assertThat(stopped.account().dropped().get("queue_full"))
                    .as("what a stopped reader loses")
                    .isGreaterThan(EACH);
            stopped.candump().signal("CONT");
            Counting.end(place, reader, stopped);

            for (Counting each : List.of(reader, stopped)) {
                assertThat(each.printed() + each.lost()).isEqualTo(SENT);
                assertThat(each.account().delivered()).isEqualTo(each.printed() + 1);
                assertThat(Balance.dropped(each.account())).isEqualTo(each.lost());
                IDS.forEach(each::checkOrder);
            }
            NodeStatus status = gateway.status();
            Balance.check(status);
            assertThat(status.buses().getFirst().frames()).isEqualTo(SENT + 1);
            assertThat(status.lanes().getFirst().written())
                    .isEqualTo(new NodeStatus.Counts(SENT + 1, SENT + 1, Map.of()));
        }
    }

    private static void flood(Place place) {
        List<Running> writers = IDS.stream()
                .map(id -> place.run("cangen", "-g", "0", "-n", "" + EACH, "-I", id, "-L", "8", "-D", "i", "can0")
                        .start())
                .toList();
        writers.forEach(writer -> writer.finish().successfully());
    }
}
