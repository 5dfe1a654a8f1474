package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code record}, {@code convert} and {@code play} beside the programs whose formats they speak. */
@ExtendWith(PlaceExtension.class)
class RecordTest {
    private static final String LOG = """
            (1700000000.000000) can0 123#DEADBEEF
            (1700000000.000010) can0 12345678#R2
            (1700000000.050000) can1 001#1122334455667788
            (1700000000.050001) can0 123##5AABB
            (1700000000.050002) can0 12345678##7112233445566778899AABBCC
            (1700000000.100004) can1 20000004#0001000000000000
            """;

    private final Programs programs;
    private final Place place;

    RecordTest(Programs programs) {
        this.programs = programs;
        this.place = programs.place();
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void aLogIsWhatCandumpLogs() throws IOException {
        Path file = place.folder().resolve("same.log");
        try (Running candump = programs.listen("candump", "-L", "-n", "5", "can0");
                Running record = record(1, "can0", "-o", file.toString(), "--count", "5")) {
            programs.send("can0", "123#DEADBEEF", "12345678#R2", "123##3AA", "7FF#", "1FFFFFFF##0");
            assertThat(record.finish().successfully().out()).isEqualTo("5 frames recorded in " + file);
            assertThat(Files.readAllLines(file))
                    .hasSize(5)
                    .isEqualTo(candump.finish().successfully().outLines());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalLeavesTheFileWhole(String signal) {
        Path file = place.folder().resolve(signal + ".log.gz");
        try (Running record = record(3, "any", "-o", file.toString())) {
            programs.send("can0", "123#01");
            programs.send("can1", "124#02");
            record.signal(signal).finish().successfully();
        }
        assertThat(converted(file)).containsExactlyInAnyOrder("can0 123#01", "can1 124#02");
    }

    @Test
    void filesFollowOneAnother() throws IOException {
        Path file = place.folder().resolve("parts.pcapng");
        try (Running record =
                record(1, "can0", "-o", file.toString(), "--rotate", "1k", "--keep", "2", "--count", "60")) {
            for (int i = 0; i < 6; i++) {
                programs.send(
                        "can0", "123#00", "123#01", "123#02", "123#03", "123#04", "123#05", "123#06", "123#07",
                        "123#08", "123#09");
            }
            record.finish().successfully();
        }
        assertThat(place.folder().resolve("parts-0001.pcapng")).doesNotExist();
        try (var files = Files.list(place.folder())) {
            List<Path> parts = files.filter(path -> path.toString().contains("parts-"))
                    .sorted()
                    .toList();
            assertThat(parts).hasSize(2);
            assertThat(converted(parts.getLast())).endsWith("can0 123#09");
        }
    }

    @Test
    void tsharkReadsAPipeWhileItIsRecorded() {
        String line = "%s record can0 can1 --format pcapng - | %s"
                .formatted(place.checkout().launcher(), tshark("-r - -l"));
        try (Running reading = place.command("sh", "-c", line).start()) {
            programs.gateway()
                    .await(
                            "be recorded from",
                            status -> programs.gateway().sockets().count() == 2);
            programs.send("can0", "123#DEADBEEF");
            programs.send("can1", "1ABCDEF0#0102");
            assertThat(reading.awaitLines(2)).containsExactly("can0\t291\t4\tdeadbeef", "can1\t448585456\t2\t0102");
        }
    }

    /** As Wireshark does with {@code -i -}: dumpcap is what captures for it. */
    @Test
    void dumpcapCapturesFromAPipe() {
        Path file = place.folder().resolve("captured.pcapng");
        String line = "%s record can0 --count 2 --format pcapng - | %s"
                .formatted(place.checkout().launcher(), Tshark.line(place.checkout(), "dumpcap", "-q -i - -w " + file));
        try (Running capturing = place.command("sh", "-c", line).start()) {
            programs.gateway()
                    .await(
                            "be captured from",
                            status -> programs.gateway().sockets().count() == 1);
            programs.send("can0", "123#DEADBEEF", "7FF#01");
            capturing.finish().successfully();
        }
        assertThat(place.command("sh", "-c", tshark("-r " + file))
                        .finish()
                        .successfully()
                        .outLines())
                .containsExactly("can0\t291\t4\tdeadbeef", "can0\t2047\t1\t01");
    }

    /**
     * Every kind of frame but XL, of which tshark 4.0, Debian 12's, knows nothing yet: it takes the packet for a classic
     * one. Its bytes are compared with the link type's description in PcapngWriterTest.
     */
    @Test
    void tsharkReadsWhatIsConverted() {
        Path file = place.folder().resolve("shown.pcapng");
        place.buslane("convert", place.file("shown.log", LOG).toString(), file.toString())
                .finish()
                .successfully();
        assertThat(place.command("sh", "-c", tshark("-r " + file))
                        .finish()
                        .successfully()
                        .outLines())
                .containsExactly(
                        "can0\t291\t4\tdeadbeef",
                        "can0\t305419896\t2\t0000",
                        "can1\t1\t8\t1122334455667788",
                        "can0\t291\t2\taabb",
                        "can0\t305419896\t12\t112233445566778899aabbcc",
                        "can1\t\t8\t");
    }

    /**
     * But for blanks: since 2023 log2asc has two more behind the direction in CANFD lines, which Debian 12's, of 2020, has
     * not, nor the version in the header. AscWriterTest compares with the later one to the byte, and XL, too.
     */
    @Test
    void anAscFileIsLog2ascs() throws IOException {
        Path log = place.file("drive.log", LOG);
        Path file = place.folder().resolve("drive.asc");
        place.buslane("convert", "--buses", "can1,can0", log.toString(), file.toString())
                .finish()
                .successfully();
        List<String> theirs = place.command(programs.path("log2asc"), "-I", log.toString(), "can1", "can0")
                .finish()
                .successfully()
                .outLines();
        assertThat(words(Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("//"))
                        .toList()))
                .hasSize(3 + 6)
                .isEqualTo(words(theirs));
    }

    @Test
    void aPartIsPlayedSeveralTimes() {
        String log = place.file("loop.log", LOG).toString();
        try (Running candump = programs.listen("candump", "-L", "-n", "4", "can2")) {
            assertThat(place.buslane(
                                    "play",
                                    log,
                                    "--as",
                                    "can2",
                                    "--from",
                                    "50ms",
                                    "--to",
                                    "50.001ms",
                                    "--loop",
                                    "2",
                                    "--speed",
                                    "max")
                            .finish()
                            .successfully()
                            .out())
                    .isEqualTo("4 frames played");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly(
                            "can2 001#1122334455667788",
                            "can2 123##5AABB",
                            "can2 001#1122334455667788",
                            "can2 123##5AABB");
        }
    }

    @Test
    void framesAreSentStepByStep() {
        String log = place.file("step.log", LOG).toString();
        try (Running candump = programs.listen("candump", "-L", "-n", "2", "can2")) {
            Finished play = place.buslane("play", log, "--as", "can2", "--step")
                    .reading("\n\n")
                    .finish()
                    .successfully();
            assertThat(play.outLines())
                    .startsWith("can0 123#DEADBEEF", "can0 12345678#R2")
                    .endsWith("2 frames played");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .containsExactly("can2 123#DEADBEEF", "can2 12345678#R2");
        }
    }

    @Test
    void aFullDiskLeavesWholeLines() {
        Path log = place.file("large.log", LOG.repeat(2000));
        String line =
                "mount -t tmpfs -o size=128k none /mnt && { %s convert %s /mnt/small.log; status=$?; tail -c 1 /mnt/small.log; exit $status; }"
                        .formatted(place.checkout().launcher(), log);
        Finished full = place.command("unshare", "-Urm", "sh", "-c", line).finish();
        assertThat(full.status()).isEqualTo(1);
        assertThat(full.errLines())
                .containsExactly("buslane: /mnt/small.log cannot be written: No space left on device");
        assertThat(full.out()).isEmpty();
    }

    private Running record(int sockets, String... words) {
        String[] line = Stream.concat(Stream.of("record"), Stream.of(words)).toArray(String[]::new);
        return programs.listen(sockets, place.buslane(line));
    }

    private List<String> converted(Path recording) {
        return CandumpLog.frames(
                place.buslane("convert", recording.toString(), "-").finish().successfully().outLines().stream()
                        .map(line -> line.replaceFirst(" [RT]$", ""))
                        .toList());
    }

    private String tshark(String words) {
        return Tshark.line(
                place.checkout(),
                "-T fields -e frame.interface_name -e can.id -e can.len -e data.data 2>/dev/null " + words);
    }

    private static List<String> words(List<String> lines) {
        return lines.stream().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
    }
}
