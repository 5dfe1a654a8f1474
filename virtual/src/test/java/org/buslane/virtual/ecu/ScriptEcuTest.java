package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class ScriptEcuTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final List<Variable> STATE = List.of(new Variable("speed", 5));
    private static final Field COUNTER = new Field.Counter(new BitPlace(0, 4, false), 0, 2);
    private static final Field SUM = new Field.Check(1, 0, 1, new Checksum.Xor(0));

    private final List<String> sent = new ArrayList<>();

    @Test
    void aFrameComesRoundWithItsCounterAndChecksum() {
        Ecu ecu = script(List.of(cycle(10, sending("100#0000", 0, COUNTER, SUM))), List.of(), List.of());

        run(ecu, 0, 45);

        assertThat(sent).containsExactly("0 100#0000", "10 100#0101", "20 100#0202", "30 100#0000", "40 100#0101");
    }

    @Test
    void aCycleChangesVariablesThatFieldsShow() {
        Field speed = new Field.Value(BitPlace.ofByte(0), expression("speed * 2"));
        Cycle faster = new Cycle(20 * MS, 5 * MS, reaction("speed < 7", "speed + 1"));
        Ecu ecu = script(List.of(faster, cycle(20, sending("100#00", 0, speed))), List.of(), List.of());

        run(ecu, 0, 70);

        assertThat(sent).containsExactly("0 100#0A", "20 100#0C", "40 100#0E", "60 100#0E");
    }

    @Test
    void anAnswerTakesWhatItIsToldAndComesAfterItsDelay() {
        Field echo = new Field.Value(BitPlace.ofByte(1), expression("speed"));
        Answer answer = new Answer(
                RuleSet.parse("700/7F0"),
                DataPattern.parse("02.1?"),
                List.of(new Taking(0, BitPlace.ofByte(2))),
                new Reaction(Optional.empty(), List.of(), List.of(sending("710#0000", 3, echo))));
        Ecu ecu = script(List.of(), List.of(answer), List.of());

        assertThat(ecu.listensTo(0x705)).isTrue();
        assertThat(ecu.listensTo(0x715)).isFalse();
        ecu.hear(FrameText.parse("705#0212AB"), MS);
        ecu.hear(FrameText.parse("705#0222AC"), MS);
        ecu.hear(FrameText.parse("705#02"), MS);
        ecu.hear(FrameText.parse("705#021FAD"), 2 * MS);
        assertThat(ecu.due()).isEqualTo(4 * MS);
        run(ecu, 2, 10);

        assertThat(sent).containsExactly("4 710#00AB", "5 710#00AD");
        assertThat(ecu.due()).isEqualTo(Ecu.NEVER);
    }

    @Test
    void aSilentEcuDoesNotEvenCount() {
        run(faulty(new Fault.Kind.Silent(), 15, 35), 0, 50);

        assertThat(sent).containsExactly("0 100#0000", "10 100#0101", "40 100#0202", "50 100#0000");
    }

    @Test
    void aStuckCounterHasARightChecksum() {
        run(faulty(new Fault.Kind.StuckCounter(), 10, 30), 0, 40);

        assertThat(sent).containsExactly("0 100#0000", "10 100#0101", "20 100#0101", "30 100#0101", "40 100#0202");
    }

    @Test
    void aWrongChecksumIsWrong() {
        run(faulty(new Fault.Kind.WrongChecksum(), 10, 20), 0, 20);

        assertThat(sent).containsExactly("0 100#0000", "10 100#01FE", "20 100#0202");
    }

    @Test
    void everyThirdFrameIsLostAndWasCounted() {
        run(faulty(new Fault.Kind.Lost(3), 0, 1000), 0, 50);

        assertThat(sent).containsExactly("0 100#0000", "10 100#0101", "30 100#0000", "40 100#0101");
    }

    @Test
    void aLateFrameKeepsItsPlaceInTheRow() {
        run(faulty(new Fault.Kind.Late(4 * MS), 10, 20), 0, 20);

        assertThat(sent).containsExactly("0 100#0000", "14 100#0101", "20 100#0202");
    }

    @Test
    void aFaultOfOtherFramesOrOfAnotherStateIsNone() {
        Fault others = new Fault(new Fault.Kind.Silent(), RuleSet.parse("200"), 0, Ecu.NEVER, Optional.empty());
        Fault never = new Fault(
                new Fault.Kind.Silent(), RuleSet.parse("all"), 0, Ecu.NEVER, Optional.of(expression("speed > 5")));
        Ecu ecu = script(List.of(cycle(10, sending("100#0000", 0))), List.of(), List.of(others, never));

        run(ecu, 0, 10);

        assertThat(sent).hasSize(2);
    }

    @Test
    void anEcuThatIsAskedTooMuchLeavesQuestionsUnanswered() {
        Answer answer = new Answer(
                RuleSet.parse("700"),
                DataPattern.ANY,
                List.of(),
                new Reaction(Optional.empty(), List.of(), List.of(sending("710#", 1))));
        Ecu ecu = script(List.of(), List.of(answer), List.of());

        for (int i = 0; i < 1030; i++) {
            ecu.hear(FrameText.parse("700#"), 0);
        }
        run(ecu, 1, 1);

        assertThat(sent).hasSize(1024);
        assertThat(ecu.overflows()).isEqualTo(6);
    }

    @Test
    void aFrameAsLongAsItsFieldsIsDemanded() {
        assertThatThrownBy(() -> new FrameTemplate(FrameText.parse("100#00"), List.of(SUM)))
                .hasMessage("a field reaches into byte 1 of a frame with 1 bytes of data");
    }

    @Test
    void anFdFrameIsOneWithItsFlags() {
        run(script(List.of(cycle(10, sending("100##1" + "00".repeat(12), 0, COUNTER))), List.of(), List.of()), 0, 10);

        assertThat(sent).containsExactly("0 100##5" + "00".repeat(12), "10 100##501" + "00".repeat(11));
    }

    private static Ecu faulty(Fault.Kind kind, long from, long until) {
        Fault fault = new Fault(kind, RuleSet.parse("100-1FF"), from * MS, until * MS, Optional.empty());
        return script(List.of(cycle(10, sending("100#0000", 0, COUNTER, SUM))), List.of(), List.of(fault));
    }

    private static Ecu script(List<Cycle> cycles, List<Answer> answers, List<Fault> faults) {
        return new ScriptSpec(STATE, cycles, answers, Optional.empty(), faults).start();
    }

    private static Cycle cycle(long period, Sending... sends) {
        return new Cycle(period * MS, 0, new Reaction(Optional.empty(), List.of(), List.of(sends)));
    }

    private static Sending sending(String frame, long after, Field... fields) {
        return new Sending(new FrameTemplate(FrameText.parse(frame), List.of(fields)), after * MS);
    }

    private static Reaction reaction(String condition, String speed) {
        return new Reaction(
                Optional.of(expression(condition)), List.of(new Assignment(0, expression(speed))), List.of());
    }

    private static Expression expression(String text) {
        return ExpressionParser.parse(text, Stream.of("speed").toList());
    }

    /** Turns it whenever it is due, both times included, as the gateway would. */
    private void run(Ecu ecu, long from, long until) {
        long now = from * MS;
        while (now <= until * MS) {
            long at = now;
            ecu.turn(at, frame -> sent.add(at / MS + " " + FrameText.format(frame)));
            now = ecu.due();
            assertThat(now).isGreaterThan(at);
        }
    }
}
