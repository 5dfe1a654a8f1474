package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's cangen: frames by the number, of every kind it makes. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class CangenTest {
    private final Programs programs;

    CangenTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void countsUpInTheData() {
        assertThat(generated(200, "-I", "123", "-L", "2", "-D", "i"))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj("can0 123#%02X00"::formatted)
                        .toList());
    }

    @Test
    void countsUpInTheId() {
        assertThat(generated(200, "-I", "i", "-L", "1", "-D", "AA"))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj("can0 %03X#AA"::formatted)
                        .toList());
    }

    @Test
    void countsUpInTheLength() {
        assertThat(generated(18, "-I", "1", "-L", "i", "-D", "1122334455667788"))
                .isEqualTo(IntStream.range(0, 18)
                        .mapToObj(i -> "can0 001#" + "1122334455667788".substring(0, 2 * (i % 9)))
                        .toList());
    }

    @Test
    void makesExtendedFrames() {
        assertThat(generated(20, "-e", "-L", "1", "-D", "01")).allMatch(frame -> frame.matches("can0 [0-9A-F]{8}#01"));
    }

    @Test
    void makesRemoteFrames() {
        assertThat(generated(20, "-R", "-I", "123", "-L", "4")).allMatch("can0 123#R4"::equals);
    }

    @Test
    void makesFdFrames() {
        assertThat(generated(20, "-f", "-I", "123", "-L", "8", "-D", "1122334455667788"))
                .allMatch("can0 123##41122334455667788"::equals);
        assertThat(generated(20, "-b", "-I", "123", "-L", "1", "-D", "11")).allMatch("can0 123##511"::equals);
        assertThat(generated(20, "-E", "-I", "123", "-L", "1", "-D", "11")).allMatch("can0 123##611"::equals);
    }

    @Test
    void mixesKindsAndSaysWhatItSent() {
        try (Running candump = programs.listen("candump", "-n", "200", "can0")) {
            List<String> said = programs.command("cangen", "-m", "-v", "-v", "-g", "1", "-n", "200", "can0")
                    .finish()
                    .successfully()
                    .outLines();
            assertThat(withoutBlanks(candump.finish().successfully().outLines()))
                    .isEqualTo(withoutBlanks(said));
        }
    }

    @Test
    void sendsInBurstsAndPollsWhenThereIsNoRoom() {
        assertThat(generated(100, "-c", "10", "-p", "100", "-I", "5", "-L", "0"))
                .allMatch("can0 005#"::equals);
        assertThat(generated(100, "-i", "-I", "6", "-L", "0")).allMatch("can0 006#"::equals);
    }

    @Test
    void keepsFramesFromItsOwnHostWithoutLoopback() {
        try (Running candump = programs.listen("candump", "-L", "-n", "1", "can0")) {
            programs.command("cangen", "-x", "-g", "0", "-n", "20", "-I", "1", "can0")
                    .finish()
                    .successfully();
            programs.send("can0", "123#");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#");
        }
    }

    /** What candump logs of so many frames. */
    private List<String> generated(int count, String... options) {
        try (Running candump = programs.listen("candump", "-L", "-n", "" + count, "can0")) {
            List<String> line = new java.util.ArrayList<>(List.of("-g", "1", "-n", "" + count));
            line.addAll(List.of(options));
            line.add("can0");
            programs.command("cangen", line.toArray(String[]::new)).finish().successfully();
            return CandumpLog.frames(candump.finish().successfully().outLines());
        }
    }

    private static List<String> withoutBlanks(List<String> lines) {
        return lines.stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }
}
