package org.buslane.node.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.buslane.core.text.FrameText;
import org.buslane.node.NodeException;
import org.buslane.virtual.ecu.Ecu;
import org.buslane.virtual.ecu.EcuSpec;
import org.buslane.virtual.ecu.SeatSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcuReaderTest {
    private static final long MS = 1_000_000;

    @Test
    void aSeatIsAWordOrASection() {
        assertThat(read("""
                        - seat
                        - {name: left, kind: seat, position: 50, learned: 2, every: 20ms, stops: false, all-motors: true}
                        - {name: right, kind: seat, position: unknown}
                        """))
                .isEqualTo(Map.of(
                        "seat",
                        SeatSpec.USUAL,
                        "left",
                        new SeatSpec(OptionalInt.of(50), 2, 20, false, true),
                        "right",
                        new SeatSpec(OptionalInt.empty(), 1, 10, true, false)));
    }

    @Test
    void anEcuDoesWhatIsWritten() {
        Map<String, EcuSpec> ecus = read("""
                        - name: engine
                          state: {rpm: 800, asked: 0}
                          cycles:
                            - every: 10ms
                              after: 5ms
                              send:
                                frame: 100#0000.0000.0000.0000
                                fields:
                                  - {start: 23, bits: 16, order: big, value: rpm * 4}
                                  - {byte: 1, bits: 4, counter: 0-14}
                                  - {byte: 0, checksum: e2e-1, data-id: 0x123}
                            - every: 10ms
                              if: asked == 1
                              set: {rpm: rpm + 100}
                          answers:
                            - on: 705/7FF
                              data: 02.1?
                              take: {rpm: {start: 16, bits: 16}}
                              set: {asked: 1}
                              send: [713#, {frame: 714#00, after: 3ms, fields: [{byte: 0, value: rpm}]}]
                          uds:
                            request: 7E0
                            response: 7E8
                            functional: 7DF
                            padding: 0xCC
                            answers:
                              - {request: 22 F4 0C, response: "62 @1 @2 [rpm / 64] [rpm * 4]"}
                              - {request: 2E ?? ?? *, response: 6E @1 @2, after: 1ms}
                          faults:
                            - {fault: silent, of: 100, from: 1s, until: 2s}
                            - {fault: late, by: 20ms, when: asked > 1}
                            - {fault: lost, every: 2, of: "200,300"}
                            - fault: wrong-checksum
                              from: 1h
                        """);
        Ecu ecu = requireNonNull(ecus.get("engine")).start();
        List<String> sent = new ArrayList<>();

        turn(ecu, 5, sent);
        ecu.hear(FrameText.parse("705#02150203"), 6 * MS);
        ecu.hear(FrameText.parse("7E0#0322F40C"), 6 * MS);
        turn(ecu, 6, sent);
        turn(ecu, 9, sent);
        turn(ecu, 10, sent);
        turn(ecu, 15, sent);
        turn(ecu, 1995, sent);
        ecu.hear(FrameText.parse("7DF#042E000001"), 1996 * MS);
        turn(ecu, 1997, sent);

        assertThat(sent)
                .containsExactly(
                        "5 100#" + protect("00 0C 80 00 00 00 00"),
                        "6 713#",
                        "6 7E8#0562F40C0C08CCCC",
                        "9 714#02",
                        "15 100#" + protect("01 0D 98 00 00 00 00"),
                        "1997 7E8#036E0000CCCCCCCC");
    }

    /** The CRC in front, worked out bit by bit and not as the ECU does it. */
    private static String protect(String data) {
        int register = 0;
        for (String digits : ("23 01 " + data).split(" ", -1)) {
            register ^= Integer.parseInt(digits, 16);
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 0x80) != 0 ? (register << 1 ^ 0x11d) & 0xff : register << 1;
            }
        }
        return "%02X".formatted(register) + data.replace(" ", "");
    }

    private static void turn(Ecu ecu, long millis, List<String> sent) {
        ecu.turn(millis * MS, frame -> sent.add(millis + " " + FrameText.format(frame)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[window] | bus.yaml:1:2: [0] names an ECU that is built in, which is seat alone, not 'window'; one of your own has keys",
                "[{name: x y}] | bus.yaml:1:9: [0].name is 1 to 32 letters, digits, '_', '.' or '-', the first a letter or digit, not 'x y'",
                "[{kind: seat}] | bus.yaml:1:2: [0] lacks the key 'name'",
                "[seat, seat] | bus.yaml:1:8: [1] 'seat' is the name of another ECU of this bus already",
                "[{name: a, kind: door}] | bus.yaml:1:18: [0].kind is seat or script, not 'door'",
                "[{name: a, kind: seat, every: 0ms}] | bus.yaml:1:2: [0] is wrong: a seat sends every 1 to 10000 ms, not 0",
                "[{name: a, kind: seat, cycles: []}] | bus.yaml:1:32: [0].cycles is of an ECU of one's own, and this one is 'kind: seat'",
                "[{name: a, position: 4}] | bus.yaml:1:22: [0].position is of the built-in seat, which 'kind: seat' says",
                "[{name: a}] | bus.yaml:1:2: [0] does nothing: it has neither cycles nor answers nor uds",
                "[{name: a, cycels: []}] | bus.yaml:1:12: [0].cycels is no key; did you mean 'cycles'?",
                "[{name: a, cycles: [{every: 10}]}] | bus.yaml:1:29: [0].cycles[0].every is a time such as 10ms, 1.5s or 2min, not '10'",
                "[{name: a, cycles: [{every: 10us, send: 1#}]}] | bus.yaml:1:41: [0].cycles[0].send is no frame such as 123#00.11: column 1: an id has 3 hex digits, 8 if extended, 5 in an XL frame, not 1",
                "[{name: a, cycles: [{every: 10us, send: 100#}]}] | bus.yaml:1:21: [0].cycles[0] is wrong: what comes round has a time of 1 ms to 24 h",
                "[{name: a, cycles: [{every: 1s}]}] | bus.yaml:1:21: [0].cycles[0] does nothing: it has neither 'send' nor 'set'",
                "[{name: a, state: {n: 0}, cycles: [{every: 1s, set: {m: 1}}]}] | bus.yaml:1:57: [0].cycles[0].set.m sets no variable of 'state'; there is n",
                "[{name: a, state: {n: 0}, cycles: [{every: 1s, set: {n: m}}]}] | bus.yaml:1:57: [0].cycles[0].set.n is wrong: 'm' is no variable of this ECU; 'state' has n",
                "[{name: a, state: {n: 0, n: 1}}] | bus.yaml:1:26: [0].state has 'n' twice",
                "[{name: a, state: {1n: 0}}] | bus.yaml:1:24: [0].state.1n is wrong: '1n' cannot name a variable: 1 to 32 letters, digits or '_', the first no digit",
                "[{name: a, answers: [{on: 100@5/s, send: 200#}]}] | bus.yaml:1:22: [0].answers[0] is wrong: what is heard has no rate",
                "[{name: a, answers: [{on: 100, data: 0, send: 200#}]}] | bus.yaml:1:38: [0].answers[0].data is wrong: data is pairs of hex digits such as 02.1? or 02.10/FF.F0, not '0'",
                "[{name: a, uds: {request: 7E0, response: 7E0, answers: []}}] | bus.yaml:1:17: [0].uds is wrong: requests and responses have different ids, not both 7E0",
                "[{name: a, uds: {request: 7E0-7E1, response: 7E8, answers: []}}] | bus.yaml:1:27: [0].uds.request is one id of 3 hex digits, or 8 if extended, not '7E0-7E1'",
                "[{name: a, cycles: [{every: 1s, send: 100#}], faults: [{fault: late}]}] | bus.yaml:1:56: [0].faults[0] lacks the key 'by'",
                "[{name: a, cycles: [{every: 1s, send: 100#}], faults: [{fault: silent, by: 1s}]}] | bus.yaml:1:76: [0].faults[0].by is of 'fault: late'",
                "[{name: a, cycles: [{every: 1s, send: 100#}], faults: [{fault: dead}]}] | bus.yaml:1:64: [0].faults[0].fault is silent, wrong-checksum, stuck-counter, late or lost, not 'dead'",
                "[{name: a, cycles: [{every: 1s, send: 100#}], faults: [{fault: silent, from: 2s, until: 1s}]}] | bus.yaml:1:56: [0].faults[0] is wrong: a fault ends after it has begun"
            })
    void aMistakeIsOneSentenceWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(NodeException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{byte: 0} | is a value, a counter or a checksum: it has one of these keys",
                "{byte: 0, value: 1, counter: 0-1} | is a value, a counter or a checksum: it has one of these keys",
                "{value: 1} | stands at a 'byte' or at a 'start' bit: it has one of both",
                "{byte: 2, value: 1} | reaches into byte 2 of a frame that has 2",
                "{byte: 1, bits: 4, counter: 0-16} | is wrong: a counter of 4 bits goes from 0 to 15 at most, not from 0 to 16",
                "{byte: 1, checksum: xor, bits: 4} | .bits is of no checksum, which is one whole byte",
                "{byte: 1, checksum: sum} | .checksum is xor, j1850 or e2e-1, not 'sum'",
                "{byte: 1, checksum: e2e-1} | lacks the key 'data-id'",
                "{byte: 1, checksum: e2e-1, data-id: 0x1000, mode: nibble} | .data-id is wrong: a data id of mode nibble is 0 to 0xFFF, not 0x1000",
                "{byte: 1, checksum: j1850, over: 0-2} | reaches into byte 2 of a frame that has 2",
                "{byte: 0, value: 1, order: middle} | .order is little or big, not 'middle'",
                "{byte: 0, value: 1, over: 0-1} | .over is of a checksum"
            })
    void aMistakeInAFieldIsOneSentence(String field, String message) {
        String yaml = "[{name: a, cycles: [{every: 1s, send: {frame: 100#0000, fields: [%s]}}]}]".formatted(field);

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("bus.yaml:1:")
                .hasMessageContaining("[0].cycles[0].send.fields[0]")
                .hasMessageEndingWith(message);
    }

    private static Map<String, EcuSpec> read(String yaml) {
        return EcuReader.read(YamlValue.parse("bus.yaml", yaml));
    }
}
