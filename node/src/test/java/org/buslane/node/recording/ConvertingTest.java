package org.buslane.node.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertingTest {
    private static final String LOG = """
            (1700000000.000000) can0 123#DEADBEEF
            (1700000000.000010) can0 12345678#R2
            (1700000000.500000) can1 00000001#1122334455667788_E
            (1700000001.000001) can0 123##5AABB T
            (1700000001.000004) can1 20000004#0001000000000000
            (1700000012.000005) can1 45123#81:0A:12345678#1122 R
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.log", "a.log.gz", "a.pcapng", "a.pcapng.gz"})
    void whatIsConvertedAndBackIsTheSame(String name) throws IOException {
        assertThat(convert(file("in.log", LOG), name)).isEqualTo(new Converting.Done(6, 0));
        convert(folder.resolve(name), "back.log");
        assertThat(folder.resolve("back.log")).hasContent(LOG);
    }

    @Test
    void anAscFileKeepsWhatItsFormatHas() throws IOException {
        convert(file("in.log", LOG), "a.asc");
        convert(folder.resolve("a.asc"), "back.log");
        assertThat(folder.resolve("back.log")).hasContent("""
                (1700000000.000000) can0 123#DEADBEEF R
                (1700000000.000010) can0 12345678#R2 R
                (1700000000.500000) can1 00000001#1122334455667788_E R
                (1700000001.000001) can0 123##5AABB T
                (1700000001.000004) can1 20000080#0000000000000000
                (1700000012.000005) can1 45123#81:0A:12345678#1122 R
                """);
    }

    @Test
    void aRecordingOfManyBuffersIsWhole() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("the seed is " + seed);
        Random random = new Random(seed);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            byte[] data = new byte[random.nextInt(65)];
            random.nextBytes(data);
            log.append("(%010d.%06d) can%d %03X##%X%s%n"
                    .formatted(
                            1_700_000_000 + i,
                            random.nextInt(1_000_000),
                            random.nextInt(3),
                            random.nextInt(0x800),
                            4 + random.nextInt(4),
                            HexFormat.of().withUpperCase().formatHex(data)));
        }
        Path in = file("in.log", log.toString());
        convert(in, "a.pcapng.gz");
        convert(folder.resolve("a.pcapng.gz"), "b.log.gz");
        try (GZIPInputStream zip = new GZIPInputStream(Files.newInputStream(folder.resolve("b.log.gz")))) {
            assertThat(new String(zip.readAllBytes(), UTF_8)).isEqualTo(log.toString());
        }
    }

    @Test
    void streamsAreReadAndWrittenToo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Converting converting = Converting.of("", "-", "", List.of(), ZoneOffset.UTC, out);
        converting.run("-", new ByteArrayInputStream(LOG.getBytes(UTF_8)));
        assertThat(out.toString(UTF_8)).isEqualTo(LOG);
    }

    @Test
    void busesAreChosenAndOrdered() throws IOException {
        Converting converting = Converting.of(
                "",
                folder.resolve("a.asc").toString(),
                "",
                List.of("can1"),
                ZoneOffset.UTC,
                new ByteArrayOutputStream());
        assertThat(converting.run(file("in.log", LOG).toString(), new ByteArrayInputStream(new byte[0])))
                .isEqualTo(new Converting.Done(3, 0));
        assertThat(Files.readString(folder.resolve("a.asc"))).contains(" 0.500000 1  1x ");
    }

    @Test
    void aMistakeIsSaidWithItsPlaceAndWhatIsBeforeItIsThere() {
        Path in = file("in.log", "(1.000000) can0 123#\n(2.000000) can0 12#\n");
        assertThatThrownBy(() -> convert(in, "a.log"))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(in + ":2: column 17");
        assertThat(folder.resolve("a.log")).hasContent("(0000000001.000000) can0 123#\n");
    }

    @Test
    void aPcapngFileThatIsCutIsReadUpToThere() throws IOException {
        convert(file("in.log", LOG), "a.pcapng");
        byte[] whole = Files.readAllBytes(folder.resolve("a.pcapng"));
        Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(whole, whole.length - 7));
        assertThatThrownBy(() -> convert(cut, "b.log"))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(cut + ": offset ")
                .hasMessageEndingWith(": the recording ends within a block");
        assertThat(folder.resolve("b.log")).hasContent(LOG.substring(0, LOG.lastIndexOf("(1700")));
    }

    @Test
    void theRecordingItselfIsNotOverwritten() {
        Path in = file("in.log", LOG);
        assertThatThrownBy(() -> convert(in, "in.log"))
                .hasMessageEndingWith(" is the recording itself: name another file");
        assertThat(in).hasContent(LOG);
    }

    @Test
    void aFullDeviceIsSaid() {
        Path in = file("in.log", LOG);
        Converting converting =
                Converting.of("", "/dev/full", "pcapng", List.of(), ZoneOffset.UTC, new ByteArrayOutputStream());
        assertThatThrownBy(() -> converting.run(in.toString(), new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(NodeException.class)
                .hasMessage("/dev/full cannot be written: No space left on device");
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> Converting.of("csv", "a.log", "", List.of(), ZoneOffset.UTC, System.out))
                .hasMessage("--from-format is log, pcapng or asc, not 'csv'");
        assertThatThrownBy(() -> Converting.of("", "a.txt", "", List.of(), ZoneOffset.UTC, System.out))
                .hasMessageStartingWith("a.txt ends neither in .log, .pcapng nor .asc");
        assertThatThrownBy(() -> convert(folder.resolve("none.log"), "a.log"))
                .hasMessage("there is no file " + folder.resolve("none.log"));
        assertThatThrownBy(() -> convert(file("in.log", LOG), "no/such/a.log"))
                .hasMessageEndingWith("no/such/a.log cannot be written: No such file or directory");
    }

    private Converting.Done convert(Path in, String out) {
        return Converting.of(
                        "", folder.resolve(out).toString(), "", List.of(), ZoneOffset.UTC, new ByteArrayOutputStream())
                .run(in.toString(), new ByteArrayInputStream(new byte[0]));
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
