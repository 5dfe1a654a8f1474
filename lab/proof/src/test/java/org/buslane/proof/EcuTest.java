package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The simulated ECUs of {@code docs/examples/ecus.yaml}, as Debian's programs meet them. */
@ExtendWith(PlaceExtension.class)
class EcuTest {
    private Place place;
    private Gateway gateway;

    @BeforeEach
    void start(Place given) {
        place = given;
        Path example = Checkout.underTest().root().resolve("docs/examples/ecus.yaml");
        gateway = place.up("--config", example.toString());
    }

    @Test
    void cyclicFramesHaveCountersInARowAndRightChecksums() {
        List<byte[]> engine = heard("0C8:7FF", 40);
        for (int i = 0; i < engine.size(); i++) {
            byte[] data = engine.get(i);
            assertThat(data).hasSize(8);
            assertThat(data[1] & 0xf).isEqualTo(((engine.getFirst()[1] & 0xf) + i) % 15);
            assertThat((data[2] << 8) | (data[3] & 0xff)).isEqualTo(800 * 4);
            assertThat(data[0] & 0xff).isEqualTo(crc(0, "2301" + HexFormat.of().formatHex(data, 1, 8)));
        }
        for (byte[] data : heard("1F0:7FF", 3)) {
            assertThat(data[0] & 0xff).isEqualTo(130);
            assertThat(data[3] & 0xff).isEqualTo(crc(0xff, HexFormat.of().formatHex(data, 0, 3)) ^ 0xff);
        }
        Balance.check(gateway.status());
    }

    /** Polynomial 1D, bit by bit: nothing of what is under test. */
    private static int crc(int start, String hex) {
        int register = start;
        for (byte value : HexFormat.of().parseHex(hex)) {
            register ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 0x80) != 0 ? (register << 1 ^ 0x11d) & 0xff : register << 1;
            }
        }
        return register;
    }

    @Test
    void aFrameIsAnsweredWithWhatStoodInIt() {
        assertThat(answers("0D8:7FF", 1, "0D0#0132")).containsExactly("0D8#0112");
    }

    @Test
    void aLongResponseGoesOnWhenTheTesterLetsIt() {
        assertThat(answers("7E8:7FF", 3, "7E0#0322F190", "7E0#300000"))
                .containsExactly("7E8#101462F190574255", "7E8#21534C414E453030", "7E8#2230303030303031");
    }

    @Test
    void whatTheServerDoesNotKnowItRefuses() {
        assertThat(answers("7E8:7FF", 2, "7E0#0322FFFF", "7DF#023E00"))
                .containsExactly("7E8#037F2231CCCCCCCC", "7E8#027E00CCCCCCCCCC");
    }

    /** At full speed it takes 2 % with each frame, and stops once beyond 85 %. */
    @Test
    void theSeatMovesAsItIsTold() {
        List<String> expected = new ArrayList<>(List.of("712#444400FFFFFF0000"));
        for (int percent = 2; percent < 86; percent += 2) {
            expected.add("712#4644%02XFFFFFF0000".formatted(percent));
        }
        expected.add("712#444456FFFFFF0000");
        try (Running candump =
                place.run("candump", "-L", "-n", "300", "can0,712:7FF").start()) {
            candump.awaitLines(1);
            place.run("cansend", "can0", "705#02FF").finish().successfully();
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()).stream()
                            .map(frame -> frame.substring(frame.indexOf(' ') + 1))
                            .distinct())
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void anotherConfigurationEndsWhoIsNotInItAndLeavesTheOthers() throws IOException {
        String text = Files.readString(Checkout.underTest().root().resolve("docs/examples/ecus.yaml"));
        Path file = place.file(
                "less.yaml", text.replace("      - seat\n", "      - {name: door, kind: seat, position: 50}\n"));
        byte[] before = heard("1F0:7FF", 1).getFirst();

        assertThat(gateway.reload(file, false))
                .containsExactly("end seat", "begin door on bus can0: a simulated ECU (seat)");

        assertThat(data(heard("712:7FF", 1))).containsExactly("444432FFFFFF0000");
        assertThat(heard("1F0:7FF", 1).getFirst()[2]).isNotEqualTo(before[2]);
    }

    /** The data of so many frames, one after the other. */
    private List<byte[]> heard(String filter, int count) {
        List<String> lines = place.run("candump", "-L", "-n", "" + count, "can0," + filter)
                .finish()
                .successfully()
                .outLines();
        return CandumpLog.frames(lines).stream()
                .map(frame -> HexFormat.of().parseHex(frame.substring(frame.indexOf('#') + 1)))
                .toList();
    }

    private static List<String> data(List<byte[]> frames) {
        return frames.stream()
                .map(data -> HexFormat.of().withUpperCase().formatHex(data))
                .toList();
    }

    /** What comes back when one frame after the other is sent, each after the one before was answered. */
    private List<String> answers(String filter, int count, String... frames) {
        List<String> answers = new ArrayList<>();
        try (Running candump =
                place.run("candump", "-L", "-n", "" + count, "can0," + filter).start()) {
            gateway.awaitBound(candump, 1);
            for (int i = 0; i < frames.length; i++) {
                place.run("cansend", "can0", frames[i]).finish().successfully();
                candump.awaitLines(i + 1);
            }
            for (String frame :
                    CandumpLog.frames(candump.finish().successfully().outLines())) {
                answers.add(frame.substring(frame.indexOf(' ') + 1));
            }
        }
        return answers;
    }
}
