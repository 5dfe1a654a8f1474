package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.CannelloniArguments.Host;
import org.buslane.node.tunnels.CannelloniArguments.Role;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import org.buslane.node.tunnels.CannelloniArguments.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CannelloniArgumentsTest {
    private static CannelloniArguments typed(String line) {
        return CannelloniArguments.parse(List.of(line.split(" ")), Unsaid.OF_CANNELLONI);
    }

    @Test
    void whatIsNotSaidIsAsTheOriginalHasIt() {
        assertThat(typed("-R 192.0.2.7"))
                .isEqualTo(new CannelloniArguments(
                        Wire.UDP,
                        Role.CLIENT,
                        false,
                        new Host("192.0.2.7", 20_000),
                        new Host("0.0.0.0", 20_000),
                        "vcan0",
                        100_000_000,
                        2_000_000_000,
                        Optional.empty(),
                        false,
                        false,
                        1500,
                        "",
                        false,
                        "/var/run/cannelloni.pid",
                        false));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(typed("-S s -l 20001 -L 2001:db8::1 -r 20002 -R peer.example -I can1 -t 500 -x 0 -T t.csv -s -p"
                        + " -d cb -6 -m 576 -f -P /run/can1.pid"))
                .isEqualTo(new CannelloniArguments(
                        Wire.SCTP,
                        Role.SERVER,
                        true,
                        new Host("peer.example", 20_002),
                        new Host("2001:db8::1", 20_001),
                        "can1",
                        500_000,
                        0,
                        Optional.of("t.csv"),
                        true,
                        true,
                        576,
                        "cb",
                        true,
                        "/run/can1.pid",
                        false));
    }

    @Test
    void lettersMayStandTogetherAndWithTheirValues() {
        CannelloniArguments typed = typed("-spIcan3 -R192.0.2.7 -4 --");

        assertThat(typed.sort()).isTrue();
        assertThat(typed.anyPeer()).isTrue();
        assertThat(typed.bus()).isEqualTo("can3");
        assertThat(typed.remote().host()).isEqualTo("192.0.2.7");
    }

    @Test
    void withoutAPeerTcpAndSctpMeanThisMachine() {
        assertThat(typed("-C c").remote()).isEqualTo(new Host("127.0.0.1", 20_000));
        assertThat(typed("-C c -6").remote()).isEqualTo(new Host("::1", 20_000));
        assertThat(typed("-C S -6").listen()).isEqualTo(new Host("::", 20_000));
        assertThat(typed("-S client").wire()).isEqualTo(Wire.SCTP);
    }

    @Test
    void theLastOfTwoCounts() {
        assertThat(typed("-C s -C c -I can1 -I can2"))
                .extracting(CannelloniArguments::role, CannelloniArguments::bus)
                .containsExactly(Role.CLIENT, "can2");
        assertThat(typed("-R 192.0.2.7 -4 -6").ipv6()).isTrue();
    }

    @Test
    void underItsOwnNameBuslaneSendsAtOnceAndDropsWhatIsATenthOfASecondOld() {
        CannelloniArguments typed = CannelloniArguments.parse(List.of("-R", "192.0.2.7"), Unsaid.OF_BUSLANE);

        assertThat(typed.timeoutNanos()).isZero();
        assertThat(typed.maxAgeNanos()).isEqualTo(100_000_000);
    }

    @Test
    void whoAsksForHelpNeedsNothingElse() {
        assertThat(typed("-h").help()).isTrue();
        assertThat(CannelloniArguments.USAGE.lines().filter(line -> line.startsWith("  -")))
                .hasSize(CannelloniWords.VALUED.length() + CannelloniWords.FLAGS.length() - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -I can0           | -R is missing: over UDP it says where to send to
            -R a -6 -4        | -4 and -6 are two kinds of addresses: leave one of them out
            -C s -S c         | -C is TCP and -S is SCTP: leave one of them out
            -C x              | -C is s for a server or c for a client, not 'x'
            -R a -t 0         | -t is a number from 1 to 4294967295, not '0'
            -R a -t 5ms       | -t is a number from 1 to 4294967295, not '5ms'
            -R a -x -1        | -x is a number from 0 to 4294967295, not '-1'
            -R a -m 99        | -m is a number from 100 to 65535, not '99'
            -R a -l 65536     | -l is a number from 0 to 65535, not '65536'
            -R a -r 0         | -r is a number from 1 to 65535, not '0'
            -R a -I           | -I lacks its value
            -R a -F           | there is no option -F in '-F'
            -R a --version    | there is no option -- in '--version'
            -R a can0         | 'can0' belongs to no option
            -R a -- can0      | 'can0' belongs to no option
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> typed(line)).isInstanceOf(NodeException.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-R a -", "-R a -l 99999999999999999999", "-R a -4x"})
    void nothingIsGuessed(String line) {
        assertThatThrownBy(() -> typed(line)).isInstanceOf(NodeException.class);
    }
}
