package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's isotpsend, isotprecv, isotpdump and isotpperf, each a program of its own on a virtual bus. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class IsoTpProgramsTest {
    private final Programs programs;

    IsoTpProgramsTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    /** Their buffers are 5000 bytes long; more than 4095 take a length of 32 bits. */
    @ParameterizedTest(name = "isotpsend {1}, isotprecv {2}: {0} bytes")
    @CsvSource({
        "3,    '',                 ''",
        "4000, '',                 ''",
        "4999, '',                 ''",
        "4000, '-b',               '-b 8 -m F1'",
        "200,  '-x F1:10',         '-x 10:F1'",
        "200,  '-p AA:AA -P a',    '-p AA:AA -P a'",
        "4000, '-L 72:64:1',       '-L 72:64:1'",
        "11,   '-L 72:64:0',       '-L 72:64:0'",
        "300,  '-L 72:24:0 -x 55', '-L 72:24:0 -x 55 -b 4'",
    })
    void whatOneSendsTheOtherReceives(int length, String sends, String receives) {
        String pdu = counting(length);
        try (Running receiver = programs.listen("isotprecv", words("-s 7E8 -d 7E0", receives))) {
            send(pdu, sends);
            assertThat(receiver.finish().successfully().out().strip()).isEqualTo(pdu);
        }
    }

    @Test
    void extendedIdsAreWrittenWithEightDigits() {
        try (Running receiver = programs.listen("isotprecv", "-s", "18DAF110", "-d", "18DA10F1", "can0")) {
            programs.command("isotpsend", "-s", "18DA10F1", "-d", "18DAF110", "can0")
                    .reading(counting(50))
                    .finish()
                    .successfully();
            assertThat(receiver.finish().successfully().out().strip()).isEqualTo(counting(50));
        }
    }

    @Test
    void isotpdumpTellsWhatItIs() {
        try (Running dump = programs.listen("isotpdump", "-s", "7E0", "-d", "7E8", "can0");
                Running receiver = programs.listen("isotprecv", words("-s 7E8 -d 7E0", ""))) {
            send(counting(10), "");
            receiver.finish().successfully();
            List<String> lines = dump.awaitLines(3);
            assertThat(lines.get(0)).contains("7E0").contains("[FF]").contains("ln: 10");
            assertThat(lines.get(1)).contains("7E8").contains("[FC]");
            assertThat(lines.get(2)).contains("7E0").contains("[CF]").contains("07 08 09 0A");
        }
    }

    @Test
    void isotpperfMeasuresIt() {
        try (Running perf = programs.listen("isotpperf", "-s", "7E0", "-d", "7E8", "can0");
                Running receiver = programs.listen("isotprecv", words("-s 7E8 -d 7E0", ""))) {
            send(counting(4000), "");
            receiver.finish().successfully();
            perf.awaitWords("4000");
        }
    }

    @Test
    void withoutAPartnerIsotpsendSaysSo() {
        Finished alone = programs.command("isotpsend", words("-s 7E0 -d 7E8", "-b"))
                .reading(counting(10))
                .finish();
        assertThat(alone.status()).isNotZero();
        assertThat(alone.err()).contains("Communication error on send");
    }

    private void send(String pdu, String options) {
        programs.command("isotpsend", words("-s 7E0 -d 7E8", options))
                .reading(pdu)
                .finish()
                .successfully();
    }

    private static String[] words(String ids, String options) {
        List<String> words = new ArrayList<>(List.of(ids.split(" ")));
        words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
        words.add("can0");
        return words.toArray(String[]::new);
    }

    static String counting(int length) {
        return IntStream.rangeClosed(1, length)
                .mapToObj("%02X"::formatted)
                .map(hex -> hex.substring(hex.length() - 2))
                .collect(Collectors.joining(" "));
    }
}
