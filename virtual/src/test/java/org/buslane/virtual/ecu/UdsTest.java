package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class UdsTest {
    private static final List<String> NAMES = List.of("speed", "session");
    private static final long MS = 1_000_000;

    private final List<String> sent = new ArrayList<>();
    private long now = MS;

    @Test
    void aRequestOfOneFrameIsAnsweredInOneFrame() {
        Ecu ecu = ecu(OptionalInt.empty(), true, answer("10 0?", false, "50 @1 00 32"));

        ask(ecu, "7E0#021003");

        assertThat(sent).containsExactly("7E8#0450030032");
    }

    @Test
    void framesAreFilledUpIfPaddingIsSaid() {
        Ecu ecu = ecu(OptionalInt.of(0xaa), true, answer("3E 00", false, "7E 00"));

        ask(ecu, "7E0#023E000000000000");

        assertThat(sent).containsExactly("7E8#027E00AAAAAAAAAA");
    }

    @Test
    void aLongResponseWaitsForFlowControl() {
        Ecu ecu = ecu(OptionalInt.empty(), true, answer("22 F1 90", false, "62 @1 @2 31 32 33 34 35 36 37 38"));

        ask(ecu, "7E0#0322F190");
        assertThat(sent).containsExactly("7E8#100B62F190313233");
        ask(ecu, "7E0#300000");

        assertThat(sent).containsExactly("7E8#100B62F190313233", "7E8#213435363738");
    }

    @Test
    void aLongRequestIsTakenInAndMayBeAnyLengthIfItIsOpen() {
        Ecu ecu = ecu(OptionalInt.empty(), true, answer("2E F1 90", true, "6E @1 @2"));

        ask(ecu, "7E0#100A2EF190010203");
        assertThat(sent).containsExactly("7E8#300000");
        ask(ecu, "7E0#2104050607");

        assertThat(sent).containsExactly("7E8#300000", "7E8#036EF190");
    }

    @Test
    void whatIsUnknownIsRefusedOrNotAsIsSaid() {
        ask(ecu(OptionalInt.empty(), true, answer("10 01", false, "50 01")), "7E0#0322F191");
        assertThat(sent).containsExactly("7E8#037F2231");
        sent.clear();

        ask(ecu(OptionalInt.empty(), false, answer("10 01", false, "50 01")), "7E0#021002");
        assertThat(sent).isEmpty();
    }

    @Test
    void whoIsAskedWithOthersAnswersWhatItKnowsAndRefusesNothing() {
        Ecu ecu = ecu(OptionalInt.empty(), true, answer("3E 00", false, "7E 00"), answer("3E 80", false, ""));

        ask(ecu, "7DF#023E00");
        ask(ecu, "7DF#023E80");
        ask(ecu, "7DF#0122");
        ask(ecu, "7DF#100A3E0001020304");
        ask(ecu, "7DF#073E00");
        ask(ecu, "7DF#00");

        assertThat(sent).containsExactly("7E8#027E00");
    }

    @Test
    void aResponseHasNumbersInItAndARequestChangesThem() {
        UdsAnswer session = new UdsAnswer(
                DataPattern.parse("10 03"),
                false,
                Optional.empty(),
                List.of(new Assignment(1, ExpressionParser.parse("3", NAMES))),
                ResponseTemplate.parse("50 03", NAMES),
                0);
        UdsAnswer speed = new UdsAnswer(
                DataPattern.parse("22 0001"),
                false,
                Optional.of(ExpressionParser.parse("session == 3", NAMES)),
                List.of(),
                ResponseTemplate.parse("62 00 01 [speed / 256][speed]", NAMES),
                0);
        Ecu ecu = ecu(OptionalInt.empty(), true, session, speed);

        ask(ecu, "7E0#03220001");
        ask(ecu, "7E0#021003");
        ask(ecu, "7E0#03220001");

        assertThat(sent).containsExactly("7E8#037F2231", "7E8#025003", "7E8#056200010102");
    }

    @Test
    void aResponseComesAfterItsTimeAndTheNextAfterIt() {
        UdsAnswer slow = new UdsAnswer(
                DataPattern.parse("11 01"),
                false,
                Optional.empty(),
                List.of(),
                ResponseTemplate.parse("51 01", NAMES),
                50 * MS);
        Ecu ecu = ecu(OptionalInt.empty(), true, slow);

        ask(ecu, "7E0#021101");
        ask(ecu, "7E0#0122");
        assertThat(sent).isEmpty();
        assertThat(ecu.due()).isEqualTo(51 * MS);
        now = 51 * MS;
        turnWhileDue(ecu);

        assertThat(sent).containsExactly("7E8#025101", "7E8#037F2231");
    }

    @Test
    void aSilentServerIsSilentHereToo() {
        Fault silent = new Fault(new Fault.Kind.Silent(), RuleSet.parse("7E8"), 0, 2 * MS, Optional.empty());
        Ecu ecu = new ScriptSpec(
                        state(),
                        List.of(),
                        List.of(),
                        Optional.of(spec(OptionalInt.empty(), true, answer("3E 00", false, "7E 00"))),
                        List.of(silent))
                .start();

        ask(ecu, "7E0#023E00");
        now = 3 * MS;
        ask(ecu, "7E0#023E00");

        assertThat(sent).containsExactly("7E8#027E00");
    }

    @Test
    void aResponseThatIsNoneIsSaid() {
        assertThatThrownBy(() -> ResponseTemplate.parse("62 F1 9", NAMES))
                .hasMessage("a response is bytes such as 62 F1 90, @2 of the request's or [speed / 256], which '9' is"
                        + " not");
        assertThatThrownBy(() -> DataPattern.parse("22 F"))
                .hasMessage("data is pairs of hex digits such as 02.1? or 02.10/FF.F0, not '22 F'");
    }

    private static UdsAnswer answer(String request, boolean open, String response) {
        return new UdsAnswer(
                DataPattern.parse(request),
                open,
                Optional.empty(),
                List.of(),
                ResponseTemplate.parse(response, NAMES),
                0);
    }

    private static UdsSpec spec(OptionalInt padding, boolean refuses, UdsAnswer... answers) {
        return new UdsSpec(
                ArbitrationId.standard(0x7e0),
                ArbitrationId.standard(0x7e8),
                Optional.of(ArbitrationId.standard(0x7df)),
                padding,
                List.of(answers),
                refuses);
    }

    private static List<Variable> state() {
        return List.of(new Variable("speed", 0x102), new Variable("session", 1));
    }

    private static Ecu ecu(OptionalInt padding, boolean refuses, UdsAnswer... answers) {
        return new ScriptSpec(state(), List.of(), List.of(), Optional.of(spec(padding, refuses, answers)), List.of())
                .start();
    }

    private void ask(Ecu ecu, String frame) {
        assertThat(ecu.listensTo(FrameText.parse(frame).idWord())).isTrue();
        ecu.hear(FrameText.parse(frame), now);
        turnWhileDue(ecu);
    }

    /** As the gateway does it, but without its waiting. */
    private void turnWhileDue(Ecu ecu) {
        for (int i = 0; i < 100 && ecu.due() <= now; i++) {
            ecu.turn(now, frame -> sent.add(FrameText.format(frame)));
        }
        assertThat(ecu.due()).isGreaterThan(now);
    }
}
