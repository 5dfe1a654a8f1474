package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.buslane.node.NodeException;
import org.buslane.node.recording.RecordingReader;
import org.buslane.node.recording.Recordings;
import org.junit.jupiter.api.Test;

class PlayerTest {
    private static final String RECORDING = """
            (1666123359.911266) can0 7BC#1300
            # a comment
            (1666123359.911941) can1 325#R
            DROPCOUNT: dropped 2 CAN frames on 'can0' socket (total drops 2)

            (1666123361.911266) can0 001#
            """;

    private final List<String> log = RecordingSink.log();
    private final PlayClock clock = new RecordingSink.VirtualClock();

    @Test
    void framesAreSentInOrderAtTheirTimes() {
        try (Player player = player(BusNames.parse(List.of()), OptionalDouble.of(1))) {
            assertThat(player.play(lines(RECORDING))).isEqualTo(3);
        }
        assertThat(log.subList(0, 3))
                .containsExactly("1000000 can0 7BC#1300", "1675000 can1 325#R", "2001000000 can0 001#");
        assertThat(log.subList(3, 7)).containsExactlyInAnyOrder("flush can0", "flush can1", "close can0", "close can1");
    }

    @Test
    void speedAndNamesAreTheUsers() {
        try (Player player = player(BusNames.parse(List.of("vbus0")), OptionalDouble.of(1000))) {
            player.play(lines(RECORDING));
        }
        assertThat(log)
                .containsExactly(
                        "1000000 vbus0 7BC#1300",
                        "1000675 vbus0 325#R",
                        "3000000 vbus0 001#",
                        "flush vbus0",
                        "close vbus0");
    }

    @Test
    void withoutTimesNothingWaits() {
        try (Player player = player(BusNames.parse(List.of("b")), OptionalDouble.empty())) {
            player.play(lines(RECORDING));
        }
        assertThat(log).contains("1000000 b 001#");
    }

    @Test
    void checkingCountsFramesAndSendsNone() {
        try (Player player = player(BusNames.parse(List.of()), OptionalDouble.empty())) {
            assertThat(player.check(lines(RECORDING))).isEqualTo(3);
        }
        assertThat(log).containsExactlyInAnyOrder("close can0", "close can1");
    }

    @Test
    void checkingFindsTheLineThatIsWrong() {
        Player player = player(BusNames.parse(List.of()), OptionalDouble.empty());

        assertThatThrownBy(() -> player.check(lines("(1.000000) can0 123#\n(1.000000) can0 12#\n")))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("r.log:2: column ");
        assertThatThrownBy(() -> player.check(lines("(1.000000) can0 123##1AA\n")))
                .isInstanceOf(NodeException.class)
                .hasMessage("r.log:1: bus can0 carries classic frames only");
        assertThat(log).isEmpty();
    }

    @Test
    void framesBeforeTheLineThatIsWrongHaveBeenPlayed() {
        Player player = player(BusNames.parse(List.of()), OptionalDouble.empty());

        assertThatThrownBy(() -> player.play(lines("(1.000000) can0 123#\n(1.0) can0 123#\n")))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("r.log:2: ");
        assertThat(log).containsExactly("1000000 can0 123#");
    }

    @Test
    void aPartBeginsAndEndsBehindTheFirstFrame() {
        PlayWindow window = new PlayWindow(500_000, 1_999_999_999);
        try (Player player = player(BusNames.parse(List.of("b")), OptionalDouble.of(1), window, Steps.NONE)) {
            assertThat(player.check(lines(RECORDING))).isOne();
            assertThat(player.play(lines(RECORDING))).isOne();
        }
        assertThat(log).containsExactly("1000000 b 325#R", "flush b", "close b");
    }

    @Test
    void playedAgainItBeginsWhenItIs() {
        try (Player player = player(BusNames.parse(List.of("b")), OptionalDouble.of(1))) {
            player.play(lines(RECORDING));
            player.play(lines(RECORDING));
        }
        assertThat(log).contains("2001000000 b 001#", "2001000000 b 7BC#1300", "4001000000 b 001#");
    }

    @Test
    void eachFrameWaitsForAStepAndTheEndOfStepsIsTheEnd() {
        List<String> shown = new ArrayList<>();
        Steps steps = new StepByStep(new ByteArrayInputStream("\nx\n".getBytes(StandardCharsets.UTF_8)), shown::add);
        try (Player player = player(BusNames.parse(List.of("b")), OptionalDouble.empty(), PlayWindow.ALL, steps)) {
            assertThat(player.play(lines(RECORDING))).isEqualTo(2);
        }
        assertThat(shown).containsExactly("can0 7BC#1300", "can1 325#R", "can0 001#");
        assertThat(log).containsExactly("1000000 b 7BC#1300", "1000000 b 325#R", "flush b", "close b");
    }

    private Player player(BusNames names, OptionalDouble speed) {
        return player(names, speed, PlayWindow.ALL, Steps.NONE);
    }

    private Player player(BusNames names, OptionalDouble speed, PlayWindow window, Steps steps) {
        return new Player(names, bus -> new RecordingSink(bus, clock, log), speed, window, steps, clock);
    }

    private static RecordingReader lines(String text) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return Recordings.open(in, "r.log", Optional.empty(), ZoneOffset.UTC);
    }
}
