package org.buslane.node.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.Direction;
import org.buslane.core.text.FrameText;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    @Test
    void sizesAndTimesAreTold() {
        assertThat(Rotation.parse(List.of("100M"))).isEqualTo(new Rotation(100L << 20, Long.MAX_VALUE));
        assertThat(Rotation.parse(List.of("1h"))).isEqualTo(new Rotation(Long.MAX_VALUE, 3600 * SECOND));
        assertThat(Rotation.parse(List.of("1.5min", "2k"))).isEqualTo(new Rotation(2048, 90 * SECOND));
        assertThat(Rotation.parse(List.of()).isNever()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0M", "-1h", "1m", "100MB", "M", "1e3s", "99999999999d"})
    void anythingElseIsAMistake(String text) {
        assertThatThrownBy(() -> Rotation.parse(List.of(text)))
                .isInstanceOf(NodeException.class)
                .hasMessage(
                        "--rotate is a size or a time, such as 100M (k, M, G) or 1h (s, min, h, d), not '%s'", text);
    }

    @Test
    void aFileForEachSecondOfFramesEachWithItsHead() throws IOException {
        write("drive.pcapng", "1s", "", 0, 10, 999, 1000, 1500, 2100);
        assertThat(names()).containsExactly("drive-0001.pcapng", "drive-0002.pcapng", "drive-0003.pcapng");
        assertThat(frames("drive-0001.pcapng")).isEqualTo(3);
        assertThat(frames("drive-0002.pcapng")).isEqualTo(2);
        assertThat(frames("drive-0003.pcapng")).isEqualTo(1);
    }

    @Test
    void numbersGoOnBehindThoseThatAreThere() throws IOException {
        write("drive.log.gz", "1s", "", 0, 1000);
        write("drive.log.gz", "1s", "", 0);
        assertThat(names()).containsExactly("drive-0001.log.gz", "drive-0002.log.gz", "drive-0003.log.gz");
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        Files.writeString(folder.resolve("drive-1.log"), "not of this recording");
        write("drive.log", "1s", "2", 0, 1000, 2000, 3000);
        assertThat(names()).containsExactly("drive-0003.log", "drive-0004.log", "drive-1.log");
    }

    @Test
    void aFileIsAboutAsLargeAsWasSaid() throws IOException {
        write(
                "drive.asc",
                "1k",
                "",
                Stream.iterate(0, i -> i + 1).limit(100).mapToInt(i -> i).toArray());
        assertThat(names()).hasSizeBetween(4, 6);
        for (String name : names()) {
            assertThat(Files.size(folder.resolve(name))).isLessThan(1024 + 100);
        }
    }

    /** One frame at each of these milliseconds. */
    private void write(String name, String rotate, String keep, int... millis) {
        String file = folder.resolve(name).toString();
        Target target =
                Target.of(file, "--format", "", new ByteArrayOutputStream()).inParts(file, List.of(rotate), keep);
        MemorySegment struct = MemorySegment.ofArray(new byte[16]);
        FrameStruct.write(FrameText.parse("123#DEADBEEF"), struct, 0);
        try (RecordingWriter writer = target.writer(ZoneOffset.UTC)) {
            for (int milli : millis) {
                writer.add(struct, 0, 16, milli * 1_000_000L, "can0", Direction.UNSAID);
            }
        }
    }

    private int frames(String name) throws IOException {
        try (var in = Files.newInputStream(folder.resolve(name))) {
            RecordingReader reader = Recordings.open(in, name, Optional.empty(), ZoneOffset.UTC);
            int frames = 0;
            while (reader.next().isPresent()) {
                frames++;
            }
            return frames;
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
