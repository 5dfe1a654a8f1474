package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code cansim CMD} and {@code libcansim.so}: the names of old with a bus behind them. */
@ExtendWith(PlaceExtension.class)
class CansimTest {
    @Test
    void programsMeetOnItAndTheSeatMovesAsTheyOrder(Place place) {
        List<String> frames = CandumpLog.frames(cansim(
                        place,
                        "candump -L -n 100 cansim,712:7FF >seen & until [ -s seen ]; do sleep 0.05; done;"
                                + " cansend vcan3 705#02FF; wait; cat seen")
                .with("SAE_POS", "60")
                .with("SAE_LRN", "0")
                .finish()
                .successfully()
                .outLines());

        assertThat(frames).hasSize(100);
        List<String> seen = frames.stream()
                .map(frame -> frame.substring(frame.indexOf('#') + 1))
                .distinct()
                .toList();
        assertThat(seen)
                .startsWith("40443CFFFFFF0000", "42443EFFFFFF0000")
                .endsWith("424454FFFFFF0000", "404456FFFFFF0000");
    }

    @Test
    void everyNameOfACanInterfaceIsOneAndNoOtherIs(Place place) {
        assertThat(cansim(place, "cansend can0 123#; cansend vcan99 123#; cansend cansim 123#; cansend eth7 123#")
                        .finish()
                        .errLines())
                .hasSize(1)
                .allMatch(line -> line.contains("No such device"));
    }

    @Test
    void itsGatewayEndsWithTheCommand(Place place) {
        assertThat(cansim(place, "exit 7").finish().status()).isEqualTo(7);

        Deadline.in(Duration.ofSeconds(40))
                .await(() -> place.processes().isEmpty(), () -> "still there: " + place.processes());
    }

    @Test
    void oneInsideAnotherComesToTheSameSeat(Place place) {
        String inner = script(place).toString();

        assertThat(cansim(place, "'" + inner + "' candump -L -n 1 can0,712:7FF")
                        .with("SAE_POS", "33")
                        .finish()
                        .successfully()
                        .outLines()
                        .getFirst())
                .endsWith("712#444421FFFFFF0000");
    }

    @Test
    void theEntrypointTakesItForAnInterface(Place place) {
        Path entrypoint = script(place).resolveSibling("entrypoint.sh");

        assertThat(withPath(
                                place,
                                place.command(
                                        entrypoint.toString(),
                                        script(place).toString(),
                                        "candump",
                                        "-n",
                                        "1",
                                        "cansim"))
                        .with("CAN", "cansim")
                        .with("CAN_WAIT", "30")
                        .with("BUSLANE_RUNDIR", "")
                        .with(
                                "BUSLANE_HOOK",
                                place.checkout()
                                        .current()
                                        .resolve("buslane-hook")
                                        .toString())
                        .finish()
                        .successfully()
                        .outLines())
                .hasSize(1);
    }

    @Test
    void theLibraryAloneComesToTheGatewayThatItIsToldOf(Place place) {
        place.up("--cansim");

        assertThat(place.command(place.checkout().program("candump").toString(), "-L", "-n", "1", "vcan5,712:7FF")
                        .with(
                                "LD_PRELOAD",
                                place.checkout()
                                        .current()
                                        .resolve("libcansim.so")
                                        .toString())
                        .finish()
                        .successfully()
                        .outLines()
                        .getFirst())
                .endsWith("712#444400FFFFFF0000");
    }

    @Test
    void withoutACommandItSaysWhatItIsFor(Place place) {
        Finished alone = place.command(script(place).toString()).finish();

        assertThat(alone.status()).isEqualTo(1);
        assertThat(String.join("\n", alone.outLines())).startsWith("Usage ");
    }

    private static Path script(Place place) {
        return place.checkout().launcher().resolveSibling("deploy/compat/cansim");
    }

    /** In a shell, with no gateway to be found but its own. */
    private static Command cansim(Place place, String line) {
        return withPath(place, place.command(script(place).toString(), "sh", "-c", line))
                .with("BUSLANE_RUNDIR", "");
    }

    private static Command withPath(Place place, Command command) {
        Path programs = place.checkout().program("candump");
        return command.with("PATH", programs.getParent() + ":" + System.getenv("PATH"));
    }
}
