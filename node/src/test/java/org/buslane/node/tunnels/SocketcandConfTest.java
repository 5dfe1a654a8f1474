package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketcandConfTest {
    private static SocketcandSettings settings(String text) {
        return SocketcandConf.parse("f", text);
    }

    @Test
    void theFileThatTheOriginalComesWithSaysOnlyTheBus() {
        assertThat(settings("""
                        # The network interface the socketcand will bind to
                        # listen = "eth0";

                        # List of buses the daemon shall provide access to
                        busses = "vcan0";
                        # afuxname = "socketcand";
                        """))
                .isEqualTo(new SocketcandSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("vcan0"), Optional.empty()));
    }

    @Test
    void everySettingIsRead() {
        assertThat(settings("""
                        port = 29537; description: "the \\"bench\\"" " by the window", // in two parts
                        afuxname = "/run/x\\x2esock"; /* not
                        listen = "eth1" */ busses = "can0,can1"
                        listen = "eth0,lo"; strange = true; other = 1.5
                        """))
                .isEqualTo(new SocketcandSettings(
                        Optional.of(29_537),
                        Optional.of("the \"bench\" by the window"),
                        Optional.of("/run/x.sock"),
                        Optional.of("can0,can1"),
                        Optional.of("eth0,lo")));
    }

    @Test
    void theLastOfTwoCountsAndHexIsANumber() {
        assertThat(settings("port = 1; port = 0x7360;").port()).contains(29_536);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# busses = \"can0\"", "/* */ // */"})
    void whereNothingIsSaidNothingHolds(String text) {
        assertThat(settings(text)).isEqualTo(SocketcandSettings.NONE);
    }

    /** With {@code ;;} for a new line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            busses "can0"          | f:1: here should be '='
            ;;;;busses = can0;     | f:3: busses is a text in quotes, not can0
            busses = ;             | f:1: here should be a number or a text in quotes
            busses = "can0         | f:1: here should be the second '"' of a text
            port = "29536"         | f:1: port is a number from 0 to 65535, not 29536
            port = 65536           | f:1: port is a number from 0 to 65535, not 65536
            port = 99999999999     | f:1: port is a number from 0 to 65535, not 99999999999
            port = 1;;group = {    | f:2: here should be a number or a text in quotes
            = 5                    | f:1: here should be the name of a setting
            /* for ever            | f:1: here should be the name of a setting
            """)
    void aMistakeNamesItsLine(String text, String sentence) {
        assertThatThrownBy(() -> settings(text.replace(";;", "\n")))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }

    @Test
    void aFileOfAnyLengthIsReadToItsEnd() {
        String many = "# a comment\n  \n".repeat(20_000);
        assertThat(settings(many + "description = \"" + "\\\"".repeat(20_000) + "\";" + many)
                        .description())
                .contains("\"".repeat(20_000));
    }

    @Test
    void whatIsSaidFirstHoldsOverWhatTheFileSays() {
        SocketcandSettings both = settings("port = 1; busses = \"a\";").or(settings("port = 2; listen = \"lo\";"));
        assertThat(both).isEqualTo(settings("port = 1; busses = \"a\"; listen = \"lo\";"));
    }
}
