package org.buslane.node.gatewayrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedRuleTest {
    private static final String ZERO_64 = "00".repeat(64);
    private static final String TABLE = "0123456789ABCDEF".repeat(32);

    @Test
    void aRuleIsReadAsCangwReadsIt() {
        NamedRule rule = NamedRule.parse("-s can0 -d vcan3 -e -f 123:C00007FF");

        assertThat(rule.from()).isEqualTo("can0");
        assertThat(rule.to()).isEqualTo("vcan3");
        assertThat(rule.between(3, 7))
                .isEqualTo(GatewayRule.of(3, 7, Set.of(GatewayFlag.ECHO))
                        .withFilter(new GatewayFilter(0x123, 0xC00007FF)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-scan0 -dcan1 -Xeti",
                "-Xet -i -d can1 -s can0",
                "-s can7 -s can0 -d can1 -X -e -t -i",
                "cangw -A -s can0 -d can1 -X -e -t -i # 12 handled 0 dropped 3 deleted"
            })
    void lettersMayClingTogetherAndTheLastOneCounts(String text) {
        assertThat(NamedRule.parse(text)).hasToString("-s can0 -d can1 -X -e -t -i");
    }

    /** What is read is written, in the order of {@code cangw -L}. */
    @Test
    void everyWordIsWrittenAsItIsListed() {
        for (String words : List.of(
                "",
                " -l 1 -f 123~7FF",
                " -f 98DAF110:DFFFFFFF",
                " -m AND:ILD:7FF.F.FFFFFFFFFFFFFF00 -m OR:I:80000000.0.0000000000000000 -m XOR:D:000.0.0102030405060708"
                        + " -m SET:L:000.8.0000000000000000 -u FFFFFFFF -x -8:-2:-1:A5 -f 0C5:7FF",
                " -m SET:L:000.8.0000000000000000 -c 0:6:7:FF:5A:" + TABLE,
                " -m SET:L:000.8.0000000000000000 -c 0:6:7:FF:5A:" + TABLE + " -p 1:A5",
                " -m SET:L:000.8.0000000000000000 -c 0:6:7:FF:5A:" + TABLE + " -p 2:00112233445566778899AABBCCDDEEFF",
                " -m SET:L:000.8.0000000000000000 -c 0:6:7:FF:5A:" + TABLE + " -p 3: -x 0:1:2:00",
                " -X -e -M SET:IFLD:1ABCDEF0.3.40." + ZERO_64 + " -u 1")) {
            String text = "-s can0 -d can1" + words;
            assertThat(NamedRule.parse(text)).hasToString(text);
        }
    }

    @Test
    void aLineOfTheListHasItsCountersAsCangwPrintsThem() {
        NamedRule rule = NamedRule.parse("-s can0 -d can1");
        InstalledRule installed = new InstalledRule(rule.between(1, 2), 4_294_967_295L, 1, 2);

        assertThat(new ListedRule(rule, installed, false))
                .hasToString("cangw -A -s can0 -d can1 # -1 handled 1 dropped 2 deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    -d b                               | from which interface? -s says it
                    -s a                               | to which interface? -d says it
                    -s a -d                            | -d lacks its value
                    -s a -d b c                        | 'c' is no letter of cangw's for a rule
                    -A -s a -d b                       | -A is a word here: gw add, gw delete or gw list
                    -s a -d b -Fe                      | -F is a word here: gw add, gw delete or gw list
                    -s a -d b -q                       | cangw has no letter -q
                    -s a -d b -f 123                   | '123' is no filter: -f takes ID:MASK, or ID~MASK for all others
                    -s a -d b -f 123:                  | the mask of -f 123: is a hexadecimal number of 32 bits, not ''
                    -s a -d b -f 123456789:0           | the id of -f 123456789:0 is a hexadecimal number of 32 bits, not '123456789'
                    -s a -d b -l 0                     | the hop limit of -l is a number from 1 to 255, not '0'
                    -s a -d b -u                       | -u lacks its value
                    -s a -d b -u xyz                   | the uid of -u is a hexadecimal number of 32 bits, not 'xyz'
                    -s a -d b -u 5                     | without a modification the kernel forgets uid and checksums
                    -s a -d b -x 0:1:2:00              | without a modification the kernel forgets uid and checksums
                    -s a -d b -x 0:1:2                 | '0:1:2' is no checksum: -x FROM:TO:RESULT:INITIAL
                    -s a -d b -x 0:1:64:0              | a place in a frame's data is a number from -64 to 63, not '64'
                    -s a -d b -x 0:1:2:100             | a value of -x is a hexadecimal number up to FF, not '100'
                    -s a -d b -p 3                     | -p is the profile of a CRC-8: add -c
                    -s a -d b -m SET:I:1.0             | 'SET:I:1.0' is no modification: -m is INSTRUCTION:ELEMENTS:ID.DLC.DATA
                    -s a -d b -m NOT:I:1.0.0000000000000000 | 'NOT:I:1.0.0000000000000000' is no modification: -m begins with AND, OR, XOR or SET
                    -s a -d b -m SET:F:1.0.0000000000000000 | 'SET:F:1.0.0000000000000000' is no modification: -m names its elements by I, L and D
                    -s a -d b -m SET::1.0.0000000000000000  | 'SET::1.0.0000000000000000' is no modification: -m names its elements by I, L and D
                    -s a -d b -m SET:I:1.0.00          | the data of -m SET is 16 hexadecimal digits, not '00'
                    -s a -d b -X -m SET:I:1.0.0000000000000000 | a rule with -X modifies CAN FD frames: -M, not -m
                    -s a -d b -M SET:I:1.0.0.00        | -M modifies CAN FD frames: add -X
                    -s a -d b -m SET:I:1.0.0000000000000000 -m SET:L:1.0.0000000000000000 | a rule has one modification of each operation at most
                    """)
    void aMistakeIsASentence(String text, String sentence) {
        assertThatThrownBy(() -> NamedRule.parse(text))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }
}
