package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An interface of the guest and a bus of the gateway are one bus. */
@ExtendWith(PlaceExtension.class)
class LabJoinTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BURST = 5000;
    private static final String[] FRAMES = {
        "123#1122", "12345678#", "456#R", "7FF##00102030405060708090A0B0C", "18DA00F1##1AA"
    };

    private final Programs programs;

    LabJoinTest(Programs programs) {
        this.programs = programs;
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    private Command guest(String script, String... words) {
        return programs.place()
                .buslane(Stream.concat(
                                Stream.of("lab", "--can", "can0", "--", "sh", "-c", script, programs.path("cansend")),
                                Stream.of(words))
                        .toArray(String[]::new))
                .within(PATIENCE);
    }

    @Test
    void whatTheGuestSendsTheHostHears() {
        String count = Integer.toString(FRAMES.length);
        try (Running candump = programs.listen(
                1, programs.command("candump", "-L", "-n", count, "can0").within(PATIENCE))) {
            guest("for frame; do \"$0\" can0 $frame || exit; done", FRAMES)
                    .finish()
                    .successfully();
            assertThat(ids(candump.finish().successfully().outLines())).isEqualTo(ids(FRAMES));
        }
    }

    @Test
    void whatTheHostSendsTheGuestHearsOnce() {
        String candump = programs.path("candump");
        // The join listens too.
        String script = candump + " -L -n $1 can0 & until [ $(grep -c ' raw' /proc/net/can/rcvlist_all) -ge 2 ]; do"
                + " sleep 0.05; done; echo ready; wait";
        try (Running guest = guest(script, Integer.toString(FRAMES.length)).start()) {
            guest.awaitWords("ready");
            programs.send("can0", FRAMES);
            List<String> lines = guest.finish().successfully().outLines();
            assertThat(ids(lines.subList(1, lines.size()))).isEqualTo(ids(FRAMES));
        }
    }

    /** The guest's machine goes off right behind its last frame. */
    @Test
    void aBurstLeavesTheGuestWholeAndInOrder() {
        try (Running candump = programs.listen(
                1,
                programs.command("candump", "-r", "8000000", "-L", "-n", Integer.toString(BURST), "can0,200:7FF")
                        .within(PATIENCE))) {
            guest(programs.path("cangen") + " can0 -g 0 -I 200 -L 4 -D i -n " + BURST)
                    .finish()
                    .successfully();
            assertThat(candump.finish().successfully().outLines())
                    .extracting(line -> line.substring(line.indexOf('#') + 1))
                    .containsExactlyElementsOf(IntStream.range(0, BURST)
                            .mapToObj(i -> "%08X".formatted(Integer.reverseBytes(i)))
                            .toList());
        }
    }

    @Test
    void aBusThatIsNotThereIsASentence() {
        Finished lab = programs.place()
                .buslane("lab", "--can", "nosuch0", "--", "true")
                .finish();
        assertThat(lab.status()).isEqualTo(125);
        assertThat(lab.complaint()).contains("there is no bus 'nosuch0'");
    }

    /** Without the flag that a kernel adds to FD frames. */
    private static List<String> ids(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1).replaceAll("#.*", ""))
                .toList();
    }

    private static List<String> ids(String[] frames) {
        return Stream.of(frames).map(frame -> frame.replaceAll("#.*", "")).toList();
    }
}
