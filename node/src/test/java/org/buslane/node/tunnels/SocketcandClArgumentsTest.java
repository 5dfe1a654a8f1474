package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketcandClArgumentsTest {
    private static final TlsFiles NO_FILES = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    private static SocketcandClArguments typed(String line) {
        return SocketcandClArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void whatIsNotSaidIsAsTheOriginalMeantIt() {
        assertThat(typed(""))
                .isEqualTo(new SocketcandClArguments(
                        "localhost",
                        29_536,
                        Optional.empty(),
                        "can0",
                        "can0",
                        false,
                        Set.of(),
                        false,
                        NO_FILES,
                        false,
                        false,
                        false));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(typed("--verbose --server socketcand-server --interfaces can1,vcan0 -p 1 --dialect long-frame"
                        + " --tls-authority a.pem"))
                .isEqualTo(new SocketcandClArguments(
                        "socketcand-server",
                        1,
                        Optional.empty(),
                        "can1",
                        "vcan0",
                        false,
                        Set.of(Dialect.LONG_FRAME),
                        true,
                        new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(Path.of("a.pem"))),
                        true,
                        false,
                        false));
        assertThat(typed("-u socketcand").unixName()).contains("socketcand");
        assertThat(typed("--tls").tls()).isTrue();
        assertThat(typed("--help").help()).isTrue();
        assertThat(typed("-z").version()).isTrue();
    }

    @Test
    void oneNameStandsForBothBuses() {
        assertThat(typed("-i can3"))
                .extracting(SocketcandClArguments::serverBus, SocketcandClArguments::bus)
                .containsExactly("can3", "can3");
    }

    @Test
    void aServerIsFoundByTheBusThatItHas() {
        assertThat(typed("--discover -i can3,can4"))
                .extracting(
                        SocketcandClArguments::discover, SocketcandClArguments::serverBus, SocketcandClArguments::bus)
                .containsExactly(true, "can3", "can4");
        assertThat(typed("--discover can3")).isEqualTo(typed("--discover=can3 -i can3,can3"));
        assertThat(typed("--discover can3").bus()).isEqualTo("can3");
    }

    @Test
    void theHelpHasEveryOption() {
        for (LongOptions.Option option : SocketcandClWords.OPTIONS) {
            assertThat(SocketcandClArguments.USAGE).contains("--" + option.name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -p 0                   | --port is a number from 1 to 65535, not '0'
            -i can0,can1,can2      | --interfaces is the server's bus and ours, such as can0,can1, not 'can0,can1,can2'
            -i can0,               | --interfaces is the server's bus and ours, such as can0,can1, not 'can0,'
            -l eth0                | there is no option -l in '-l'
            --discover -s here     | --discover finds the server: leave --server, --port and --afuxname out
            --discover=can5 -i can3,can4 | --discover can5 and --interfaces can3,can4 are of two buses of the server
            --tls -u x             | TLS is for TCP, not for --afuxname
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> typed(line)).isInstanceOf(NodeException.class).hasMessage(sentence);
    }
}
