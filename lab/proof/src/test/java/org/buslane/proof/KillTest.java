package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of the gateway's JVM while programs are busy. */
@ExtendWith(PlaceExtension.class)
class KillTest {
    private static final int EACH = 5_000;
    private static final int SENT = 2 * EACH;
    private static final int KILLS = 3;

    /** So few that programs are still writing at the last kill even where a look at the status takes seconds. */
    private static final int BETWEEN_KILLS = 1_000;

    private static final Pattern READ = Pattern.compile("classic=(\\d+) fd=(\\d+) dropped=(\\d+)");

    @Test
    void programsGoOnWithTheSameDescriptorsAndEveryFrameIsReadOrCounted(Place place) {
        Gateway gateway = place.up();
        String epollreader = place.checkout().testProgram("epollreader").toString();
        try (Counting candump = Counting.start(place, gateway, Caller.STRANGER);
                Running reader = place.buslane("run", "--", epollreader, "can0", "" + (SENT + 1))
                        .start()) {
            reader.awaitWords("ready");
            List<Running> writers = List.of(writer(place, "101"), writer(place, "102"));
            for (int kill = 1; kill <= KILLS; kill++) {
                long far = (long) BETWEEN_KILLS * kill;
                gateway.await("have come to frame " + far, status -> frames(status) > far);
                long killed = gateway.jvm().pid();
                gateway.killJvm();
                assertThat(writers).as("still writing at a kill").allMatch(Running::isAlive);
                NodeStatus next = gateway.await(
                        "go on with another JVM", status -> status.gateway().pid() != killed);
                assertThat(next.gateway().resumed()).isTrue();
                Balance.check(next);
            }
            writers.forEach(writer -> writer.finish().successfully());
            Counting.end(place, candump);

            assertThat(candump.printed() + candump.lost()).isEqualTo(SENT);
            assertThat(candump.printed()).isGreaterThan(SENT / 2);
            candump.checkOrder("101");
            candump.checkOrder("102");
            assertRead(reader.finish().successfully());
            NodeStatus status = gateway.status();
            Balance.check(status);
            assertThat(frames(status)).isEqualTo(SENT + 1);
        }
    }

    @Test
    void withoutAKeeperProgramsSeeTheNetworkGoDownAndEnd(Place place) {
        Gateway gateway = Gateway.startWithoutKeeper(place);
        String epollreader = place.checkout().testProgram("epollreader").toString();
        try (Running candump = place.run("candump", "-L", "can0").start();
                Running reader = place.buslane("run", "--", epollreader, "can0", "1000000")
                        .start();
                Running cangen = place.run("cangen", "-g", "1", "can0").start()) {
            reader.awaitWords("ready");
            candump.awaitLines(5);
            gateway.kill();
            for (Running each : List.of(candump, reader, cangen)) {
                Finished program = each.finish();
                assertThat(program.status()).isEqualTo(1);
                assertThat(program.err()).contains("Network is down");
            }
            assertThat(place.run("cansend", "can0", "123#").finish().complaint())
                    .contains("no gateway", place.rundir() + " (nobody answers)", "buslane up");
        }
    }

    @Test
    void withoutAKeeperAProgramThatWaitsIsThereAgainWithTheNextGateway(Place place) {
        Gateway first = Gateway.startWithoutKeeper(place);
        try (Running candump =
                place.run("candump", "-D", "-L", "-n", "2", "can0").start()) {
            first.awaitBound(candump, 1);
            place.run("cansend", "can0", "123#01").finish().successfully();
            candump.awaitLines(1);
            first.kill();
            candump.awaitWords("interface down");
            Gateway second = Gateway.startWithoutKeeper(place);
            second.awaitBound(candump, 1);
            place.run("cansend", "can0", "123#02").finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 123#02");
        }
    }

    private static long frames(NodeStatus status) {
        return status.lanes().getFirst().written().delivered();
    }

    private static Running writer(Place place, String id) {
        return place.run("cangen", "-g", "1", "-n", "" + EACH, "-I", id, "-L", "8", "-D", "i", "can0")
                .start();
    }

    /** Its CAN FD socket had to get all; the other, with filters, all but the last, or lost some. */
    private static void assertRead(Finished epollreader) {
        Matcher read = READ.matcher(epollreader.outLines().getLast());
        assertThat(read.matches()).as(epollreader::toString).isTrue();
        assertThat(Integer.parseInt(read.group(2)) + Integer.parseInt(read.group(3)))
                .isEqualTo(SENT + 1);
        assertThat(Integer.parseInt(read.group(1))).isBetween(SENT / 2, SENT);
    }
}
