package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's canplayer: logs from a file and from a pipe. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class CanplayerTest {
    private static final String LOG = """
            (1700000000.000000) can0 123#DEADBEEF
            this line is no frame
            (1700000000.001000) can0 12345678#R2
            (1700000000.002000) can1 124#01
            (1700000000.003000) can0 123##5AABB
            """;

    private static final List<String> FRAMES =
            List.of("can0 123#DEADBEEF", "can0 12345678#R2", "can1 124#01", "can0 123##5AABB");

    private final Programs programs;

    CanplayerTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void playsAPipe() {
        assertThat(heard(4, programs.command("canplayer").reading(LOG))).isEqualTo(FRAMES);
    }

    @Test
    void playsAFile() {
        String file = programs.place().file("played.log", LOG).toString();
        assertThat(heard(4, programs.command("canplayer", "-I", file))).isEqualTo(FRAMES);
    }

    @Test
    void playsAFileAgainWithoutItsTimes() {
        String file = programs.place().file("repeated.log", LOG).toString();
        assertThat(heard(12, programs.command("canplayer", "-t", "-l", "3", "-I", file)))
                .hasSize(12)
                .startsWith(FRAMES.toArray(String[]::new))
                .endsWith(FRAMES.toArray(String[]::new));
    }

    @Test
    void playsWhatWasHeardOnOneBusOnAnother() {
        assertThat(heard(3, programs.command("canplayer", "can2=can0").reading(LOG)))
                .containsExactly("can2 123#DEADBEEF", "can2 12345678#R2", "can2 123##5AABB");
    }

    @Test
    void playsWhatCandumpLogs() {
        try (Running first = programs.listen("candump", "-L", "-n", "2", "can0")) {
            programs.send("can0", "123#0102", "123##3AABB");
            String log = first.finish().successfully().out() + "\n";
            assertThat(heard(2, programs.command("canplayer").reading(log)))
                    .containsExactly("can0 123#0102", "can0 123##7AABB");
        }
    }

    @Test
    void saysWhatItPlays() {
        assertThat(programs.command("canplayer", "-v")
                        .reading(LOG)
                        .finish()
                        .successfully()
                        .out())
                .contains("can0 (can0)      123   [4]  DE AD BE EF");
    }

    /** What candump logs of a player's frames. */
    private List<String> heard(int count, Command player) {
        try (Running candump = programs.listen("candump", "-L", "-n", "" + count, "any")) {
            player.finish().successfully();
            return CandumpLog.frames(candump.finish().successfully().outLines());
        }
    }
}
