package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.buslane.core.frame.Frame;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeatTest {
    /** A run of cansim: its environment, and what was written and read. */
    record Run(String name, Map<String, String> environment, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (String line : trace()) {
            if (line.startsWith("= ")) {
                Map<String, String> environment = new LinkedHashMap<>();
                for (String word : List.of(line.substring(2).split(" ", -1))) {
                    environment.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                }
                // The library by itself, without the script that says 0, does not know where it is.
                environment.putIfAbsent("SAE_POS", "-1");
                runs.add(new Run(line.substring(2), environment, new ArrayList<>()));
            } else if (!line.startsWith("#")) {
                runs.getLast().lines().add(line);
            }
        }
        return runs.stream();
    }

    private static List<String> trace() {
        try (InputStream in = SeatTest.class.getResourceAsStream("cansim.trace")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theSeatDoesFrameByFrameWhatCansimDid(Run run) {
        SeatSpec spec = SeatSpec.of(run.environment());
        Ecu seat = spec.start();
        long period = TimeUnit.MILLISECONDS.toNanos(spec.delayMillis());
        long now = 0;
        for (String line : run.lines()) {
            if (line.startsWith("> ")) {
                seat.hear(FrameText.parse(line.substring(2)), now);
                continue;
            }
            int times = line.indexOf("x ");
            String frame = line.substring(times + 2);
            for (int i = 0; i < Integer.parseInt(line.substring(0, times)); i++) {
                now += period;
                assertThat(sent(seat, now)).containsExactly(frame);
            }
        }
        assertThat(now).isPositive();
    }

    private static List<String> sent(Ecu ecu, long now) {
        List<Frame> frames = new ArrayList<>();
        ecu.turn(now, frames::add);
        return frames.stream().map(FrameText::format).toList();
    }

    @Test
    void itSendsAsOftenAsItsDelaySaysAndNotBefore() {
        Ecu seat = SeatSpec.USUAL.start();

        assertThat(seat.due()).isEqualTo(10_000_000);
        assertThat(sent(seat, 9_999_999)).isEmpty();
        assertThat(sent(seat, 10_000_001)).hasSize(1);
        assertThat(seat.due()).isEqualTo(20_000_000);
    }

    @Test
    void whatItWasTooLateForIsNotMadeUpFor() {
        Ecu seat = SeatSpec.USUAL.start();

        assertThat(sent(seat, 1_003_000_000)).hasSize(1);
        assertThat(seat.due()).isEqualTo(1_010_000_000);
    }

    @Test
    void itTravelsTheLongerTheSlowerItTurns() {
        assertThat(Stream.of(0, 29, 30, 80, 100, 130, 131, 255).map(SeatMotor::travelMillis))
                .containsExactly(0, 0, 22_000, 12_000, 8_000, 2_000, 1_000, 1_000);
    }

    @Test
    void anEnvironmentThatSaysNothingIsThatOfTheScriptCansim() {
        assertThat(SeatSpec.of(Map.of("SAE_DELAY", "", "SAE_STOP", ""))).isEqualTo(SeatSpec.USUAL);
    }

    @Test
    void theEnvironmentIsReadAsTheCLibraryReadsNumbers() {
        Map<String, String> environment = Map.of(
                "SAE_POS", " +7%", "SAE_LRN", "0x2", "SAE_DELAY", "-5", "SAE_STOP", "no", "SAE_ALL", "99999999999");

        assertThat(SeatSpec.of(environment)).isEqualTo(new SeatSpec(OptionalInt.of(7), 0, 1, false, true));
    }

    @Test
    void itMindsNoOtherFrames() {
        Ecu seat = SeatSpec.USUAL.start();

        assertThat(seat.listensTo(0x705)).isTrue();
        assertThat(seat.listensTo(0x80000705)).isFalse();
        assertThat(seat.listensTo(0x40000705)).isFalse();
        seat.hear(FrameText.parse("705#R8"), 0);
        seat.hear(FrameText.parse("00000705#0264"), 0);
        assertThat(sent(seat, 10_000_000)).containsExactly("712#444400FFFFFF0000");
    }
}
