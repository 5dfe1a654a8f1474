package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's candump: what it shows, and what its filters leave out. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class CandumpTest {
    private static final String[] FRAMES = {
        "123#01", "124#02", "123#R", "12345678#03", "00000123#04", "123##3AABB", "7FF#05", "20000004#0000000000000000"
    };

    private final Programs programs;

    CandumpTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    static Stream<Arguments> filters() {
        String a = "123#01";
        String b = "124#02";
        String c = "123#R";
        String d = "12345678#03";
        String e = "00000123#04";
        String f = "123##7AABB";
        String g = "7FF#05";
        String error = "20000004#0000000000000000";
        return Stream.of(
                arguments("can0", List.of(a, b, c, d, e, f, g)),
                arguments("can0,123:7FF", List.of(a, c, e, f)),
                arguments("can0,123~7FF", List.of(b, d, g)),
                arguments("can0,123:C00007FF", List.of(a, f)),
                arguments("can0,00000123:DFFFFFFF", List.of(e)),
                arguments("can0,12345678:DFFFFFFF", List.of(d)),
                arguments("can0,123:7FF,7FF:7FF", List.of(a, c, e, f, g)),
                arguments("can0,123~7FF,7FF~7FF", List.of(a, b, c, d, e, f, g)),
                arguments("can0,123~7FF,7FF~7FF,j", List.of(b, d)),
                arguments("can0,J,120:7F0,123~7FF", List.of(b)),
                arguments("can0,#FFFFFFFF", List.of(a, b, c, d, e, f, g, error)),
                arguments("can0,0:0,#00000004", List.of(a, b, c, d, e, f, g, error)),
                arguments("can0,7FF:7FF,#00000008", List.of(g)),
                arguments("can0,0~0,#FFFFFFFF", List.of(error)),
                arguments("any,124:7FF", List.of(b)));
    }

    /** The frames are sent twice: what a filter should have left out would stand among what it lets through. */
    @ParameterizedTest
    @MethodSource("filters")
    void filtersAsTheKernelDoes(String filter, List<String> passing) {
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            passing.forEach(frame -> expected.add("can0 " + frame));
        }
        try (Running candump = programs.listen("candump", "-L", "-n", "" + expected.size(), filter)) {
            programs.send("can0", FRAMES);
            programs.send("can0", FRAMES);
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void hearsSeveralInterfacesEachWithItsFilters() {
        try (Running candump = programs.listen(
                2, programs.command("candump", "-L", "-n", "3", "can0,123:7FF", "can1,124:7FF,125:7FF"))) {
            programs.send("can0", "124#01", "123#02");
            candump.awaitLines(1);
            programs.send("can1", "123#03", "124#04", "125#05");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can0 123#02", "can1 124#04", "can1 125#05");
        }
    }

    @Test
    void namesTheInterfaceOfEachFrameWhenItHearsAnyOfThem() {
        try (Running candump = programs.listen("candump", "-L", "-n", "2", "any")) {
            programs.send("can1", "123#01");
            programs.send("can0", "123##102");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can1 123#01", "can0 123##502");
        }
    }

    @Test
    void refusesAnInterfaceThatIsNotThere() {
        Finished candump = programs.command("candump", "nosuch0").finish();
        assertThat(candump.status()).isEqualTo(1);
        assertThat(candump.err()).contains("No such device");
    }

    @Test
    void showsFramesToPeople() {
        assertThat(shown())
                .containsExactly(
                        "  can0  123   [1]  01",
                        "  can0  124   [1]  02",
                        "  can0  123   [0]  remote request",
                        "  can0  12345678   [1]  03",
                        "  can0  00000123   [1]  04",
                        "  can0       123  [02]  AA BB",
                        "  can0       7FF   [1]  05",
                        "  can0  20000004   [8]  00 00 00 00 00 00 00 00   ERRORFRAME");
    }

    @Test
    void showsBytesAsCharactersBinaryAndSwapped() {
        try (Running ascii = programs.listen("candump", "-a", "-n", "1", "can0");
                Running binary = programs.listen("candump", "-i", "-n", "1", "can0");
                Running swapped = programs.listen("candump", "-S", "-n", "1", "can0")) {
            programs.send("can0", "123#4142");
            assertThat(ascii.finish().successfully().out()).endsWith("'AB'");
            assertThat(binary.finish().successfully().out()).endsWith("[2]  01000001 01000010");
            assertThat(swapped.finish().successfully().out()).endsWith("[2]  42`41");
        }
    }

    @Test
    void tellsWhatAnErrorFrameMeans() {
        assertThat(shown("-e")).contains("\tcontroller-problem{}");
    }

    @Test
    void tellsItsOwnHostsFramesFromOthersAndTheFlagsOfFd() {
        try (Running candump = programs.listen("candump", "-x", "-n", "4", "can0")) {
            programs.send("can0", "123#01", "123##1AA");
            programs.sendFrom("ecu", "can0", "123#02", "123##2BB");
            assertThat(candump.finish().successfully().outLines())
                    .containsExactly(
                            "  can0  TX - -  123   [1]  01",
                            "  can0  TX B -  123  [01]  AA",
                            "  can0  RX - -  123   [1]  02",
                            "  can0  RX - E  123  [01]  BB");
        }
    }

    @Test
    void stampsFrames() {
        assertThat(shown("-t", "a")).allMatch(line -> line.matches(" \\(\\d{10}\\.\\d{6}\\)  can0 .*"));
        assertThat(shown("-t", "A"))
                .allMatch(line -> line.matches(" \\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\)  can0 .*"));
        assertThat(shown("-t", "z"))
                .startsWith(" (000.000000)  can0  123   [1]  01")
                .isSorted();
        assertThat(shown("-t", "d"))
                .startsWith(" (000.000000)  can0  123   [1]  01")
                .allMatch(line -> line.matches(" \\(\\d{3}\\.\\d{6}\\)  can0 .*"));
    }

    @Test
    void hasNoHardwareStampsAsNoVirtualInterfaceHas() {
        assertThat(shown("-H", "-t", "a")).allMatch(line -> line.startsWith(" (0000000000.000000)  can0 "));
    }

    @Test
    void endsAfterASilence() {
        try (Running candump = programs.listen("candump", "-T", "2500", "can0")) {
            programs.send("can0", "123#01");
            assertThat(candump.finish().successfully().outLines()).containsExactly("  can0  123   [1]  01");
        }
    }

    @Test
    void isSilentAndWritesALogFile() throws IOException {
        Path folder = Files.createTempDirectory(programs.place().folder(), "log");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Running candump = programs.listen(
                1, programs.command("candump", "-l", "-n", "2", "can0").in(folder))) {
            programs.send("can0", "123#01", "123##1AA");
            assertThat(candump.finish().successfully().out()).doesNotContain("123");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(log -> assertThat(CandumpLog.frames(Files.readAllLines(log)))
                            .containsExactly("can0 123#01", "can0 123##5AA"));
        }
    }

    @Test
    void endsWhenItsInterfaceGoesDown() {
        try (Running candump = programs.listen("candump", "-L", "can2")) {
            programs.gateway().set("can2", false);
            assertThat(candump.finish().err()).contains("Network is down");
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    @Test
    void waitsForItsInterfaceToComeBackIfTold() {
        try (Running candump = programs.listen("candump", "-D", "-L", "-n", "1", "can2")) {
            programs.gateway().set("can2", false);
            candump.awaitWords("interface down");
            programs.gateway().set("can2", true);
            programs.send("can2", "123#01");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can2 123#01");
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    /** What it prints of all kinds of frames with these options. */
    private List<String> shown(String... options) {
        String[] line = Stream.concat(Stream.of(options), Stream.of("-n", "" + FRAMES.length, "can0,0:0,#FFFFFFFF"))
                .toArray(String[]::new);
        try (Running candump = programs.listen("candump", line)) {
            programs.send("can0", FRAMES);
            return candump.finish().successfully().outLines();
        }
    }
}
