package org.buslane.core.slcan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

class SlcanOpeningTest {
    private static final SlcanSpec SPEC = SlcanSpec.parse("slcan:/dev/ttyACM0@500k");
    private static final long SECOND = 1_000_000_000;
    private static final long START = -SECOND; // a monotonic clock may begin anywhere, and come by 0

    private long now = START;
    private final SlcanOpening opening = new SlcanOpening(SPEC, now);

    /** One that answers as Lawicel's does, to a channel that is closed. */
    private static Optional<String> lawicel(String command) {
        return Optional.of(
                switch (command) {
                    case "C" -> "\007";
                    case "V" -> "V1013\r";
                    case "N" -> "NA123\r";
                    default -> "\r";
                });
    }

    @Test
    void anAdapterThatAnswersIsOpenAtOnceAndKnown() {
        assertThat(converse(SlcanOpeningTest::lawicel)).containsExactly("C", "V", "N", "S6", "O");
        assertThat(opening.state()).isEqualTo(SlcanOpening.State.OPEN);
        assertThat(opening.confirmed()).isTrue();
        assertThat(opening.version()).isEqualTo("V1013");
        assertThat(opening.serial()).isEqualTo("NA123");
        assertThat(now).isEqualTo(START);
    }

    @Test
    void firmwareThatOnlyKnowsItsVersionIsOpenedWithoutAnAnswer() {
        List<String> asked =
                converse(command -> command.equals("V") ? Optional.of("b158aa7 github.com/x\r") : Optional.empty());
        assertThat(asked).containsExactly("C", "V", "N", "S6", "O");
        assertThat(opening.state()).isEqualTo(SlcanOpening.State.OPEN);
        assertThat(opening.heard()).isTrue();
        assertThat(opening.confirmed()).isFalse();
        assertThat(opening.version()).isEqualTo("b158aa7 github.com/x");
    }

    @Test
    void aBoardThatIsStartingIsAskedAgainUntilItHears() {
        List<String> asked = converse(command -> now - START < 2 * SECOND ? Optional.empty() : lawicel(command));
        assertThat(asked).startsWith("C", "V", "C", "V").endsWith("C", "V", "N", "S6", "O");
        assertThat(opening.confirmed()).isTrue();
    }

    @Test
    void oneThatNeverAnswersIsOpenedAllTheSame() {
        List<String> asked = converse(_ -> Optional.empty());
        assertThat(asked).startsWith("C", "V", "C", "V").endsWith("N", "S6", "O");
        assertThat(opening.state()).isEqualTo(SlcanOpening.State.OPEN);
        assertThat(opening.heard()).isFalse();
        assertThat(now - START).isBetween(3 * SECOND, 6 * SECOND);
    }

    @Test
    void aBitRateThatItDoesNotHaveIsRefused() {
        assertThat(converse(command -> command.equals("S6") ? Optional.of("\007") : lawicel(command)))
                .endsWith("S6");
        assertThat(opening.state()).isEqualTo(SlcanOpening.State.REFUSED);
        assertThat(opening.refused()).isEqualTo("S6");
    }

    @Test
    void oneThatDoesNotKnowItsVersionOrNumberIsOpened() {
        assertThat(converse(command -> Optional.of(command.equals("V") || command.equals("N") ? "\007" : "\r")))
                .containsExactly("C", "V", "N", "S6", "O");
        assertThat(opening.confirmed()).isTrue();
        assertThat(opening.version()).isEmpty();
    }

    @Test
    void anAnswerThatComesLateIsNotTakenForAnothers() {
        assertThat(opening.command(now)).contains("C");
        now += SECOND;
        assertThat(opening.command(now)).contains("V");
        hear("\r"); // to C
        assertThat(opening.command(now)).isEmpty();
        hear("V1013\r");
        assertThat(opening.command(now)).contains("N");
        assertThat(opening.version()).isEqualTo("V1013");
    }

    @Test
    void whateverIsAnsweredItComesToAnEnd() {
        List<String> answers = List.of("\r", "\007", "V1\r", "NX\r", "z\r", "t1230\r", "\0\r", "hello\r", "");
        Gen<List<String>> conversations = random -> {
            List<String> some = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                some.add(answers.get(random.nextInt(answers.size())));
            }
            return some;
        };
        Property.holds(conversations, some -> {
            SlcanOpening any = new SlcanOpening(SPEC, 0);
            long time = 0;
            for (String answer : some) {
                time = Math.max(time, any.due());
                any.command(time);
                hear(any, answer, time);
            }
            assertThat(any.state()).isNotEqualTo(SlcanOpening.State.ASKING);
        });
    }

    /** What is asked until it is decided, of one that answers at once or never. */
    private List<String> converse(Function<String, Optional<String>> adapter) {
        List<String> asked = new ArrayList<>();
        while (opening.state() == SlcanOpening.State.ASKING) {
            now = opening.due() - now > 0 ? opening.due() : now;
            opening.command(now).ifPresent(command -> {
                asked.add(command);
                adapter.apply(command).ifPresent(this::hear);
            });
        }
        return asked;
    }

    private void hear(String answer) {
        hear(opening, answer, now);
    }

    private static void hear(SlcanOpening opening, String answer, long now) {
        SlcanReader reader = new SlcanReader();
        for (int i = 0; i < answer.length(); i++) {
            SlcanLine line = reader.take((byte) answer.charAt(i));
            if (line != SlcanLine.UNFINISHED) {
                opening.hear(line, reader.text(), now);
            }
        }
    }
}
