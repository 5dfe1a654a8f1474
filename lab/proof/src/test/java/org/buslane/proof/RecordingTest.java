package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A drive, played by {@code ./buslane play} with its timing, as candump hears it. The recording is made up; the
 * environment variable BUSLANE_RECORDING can name a real one as well.
 */
@ExtendWith(PlaceExtension.class)
class RecordingTest {
    private static final int FRAMES = 40_163;

    static Stream<String> recordings() {
        return Stream.concat(Stream.of("made up"), Stream.ofNullable(System.getenv("BUSLANE_RECORDING")));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void arrivesFrameForFrameInOrder(String recording, Place place) throws IOException {
        Path played = recording.equals("made up") ? madeUp(place) : Path.of(recording);
        List<String> frames = CandumpLog.frames(Files.readAllLines(played));
        Gateway gateway = place.up();
        Path heard = place.folder().resolve("heard.log");
        // Room for what comes at once when a busy machine held the player up for a while.
        Command candump = place.run("candump", "-L", "-r", "4000000", "-n", "" + frames.size(), "can0")
                .writingTo(heard);
        try (Running hearing = candump.start()) {
            gateway.awaitBound(hearing, 1);
            Finished play = place.buslane("play", played.toString()).finish().successfully();
            assertThat(play.out()).isEqualTo(frames.size() + " frames played");
            hearing.finish().successfully();
        }
        assertThat(CandumpLog.frames(Files.readAllLines(heard))).isEqualTo(frames);
        Balance.check(gateway.status());
    }

    private static Path madeUp(Place place) throws IOException {
        List<String> lines = new ArrayList<>(FRAMES);
        Recording recording = new Recording(20_261_120);
        for (int i = 0; i < FRAMES; i++) {
            lines.add(recording.next());
        }
        return Files.write(place.folder().resolve("made-up.log"), lines);
    }
}
