package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane wait} under {@code run}: what its command will see is the lane, so that is what is waited for. */
@ExtendWith(PlaceExtension.class)
class WaitOnALaneTest {
    private final Programs programs;

    WaitOnALaneTest(Programs programs) {
        this.programs = programs;
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void aBusThatIsUpIsNotWaitedFor() {
        try (Running candump = programs.listen("candump", "-L", "-n", "1", "can0")) {
            waiting("can0", "--", programs.path("cansend"), "can0", "123#01")
                    .finish()
                    .successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#01");
        }
    }

    @Test
    void aBusThatComesUpEndsIt() {
        programs.gateway().set("can2", false);
        try (Running waiting = waiting("can2").start()) {
            assertThat(waiting("can2", "--timeout", "0.2").finish().complaint())
                    .endsWith("but was not up within 0.2 s");
            programs.gateway().set("can2", true);
            waiting.finish().successfully();
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    @Test
    void aBusThatTheLaneHasNotIsSaidToBeMissingThere() {
        Finished missing = waiting("lo", "--timeout", "0.2").finish();
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.complaint())
                .isEqualTo("buslane wait: lo was not in %s/lanes/local/bus.sock within 0.2 s"
                        .formatted(programs.place().rundir()));
    }

    /** A container that has its lane's folder mounted may start before the gateway does. */
    @Test
    void aGatewayThatIsNotThereYetIsWaitedFor() {
        Place place = new Place(programs.place().checkout());
        try (place;
                Running waiting = place.buslane("wait", "can0", "--timeout", "50")
                        .with(
                                "BUSLANE_SOCKET",
                                place.rundir().resolve("lanes/local/bus.sock").toString())
                        .start()) {
            place.up();
            waiting.finish().successfully();
        }
    }

    private Command waiting(String... words) {
        String launcher = programs.place().checkout().launcher().toString();
        String[] line = Stream.concat(Stream.of("wait"), Stream.of(words)).toArray(String[]::new);
        return programs.run(launcher, line);
    }
}
