package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.RuleSet;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketcandArgumentsTest {
    private static final RuleSet ALL = RuleSet.parse("allr");

    private static SocketcandArguments typed(String line) {
        return SocketcandArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void whatIsNotSaidIsLeftToTheFile() {
        assertThat(typed(""))
                .isEqualTo(new SocketcandArguments(
                        SocketcandSettings.NONE,
                        false,
                        true,
                        0,
                        Set.of(),
                        true,
                        100_000_000,
                        false,
                        1000,
                        ALL,
                        ALL,
                        new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                        false,
                        false));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(typed("-v -i can0,can1 -p 29537 -q -u /run/x -l eth1 -d -n -e 0x1FFFFFFF --description bench"
                        + " --dialect rtr,fdframe --lenient --hold-off 20 --clients 5 --read 100-1FF --write none"
                        + " --tls-certificate c.pem --tls-key k.pem --tls-authority a.pem"))
                .isEqualTo(new SocketcandArguments(
                        new SocketcandSettings(
                                Optional.of(29_537),
                                Optional.of("bench"),
                                Optional.of("/run/x"),
                                Optional.of("can0,can1"),
                                Optional.of("eth1")),
                        true,
                        false,
                        0x1fff_ffff,
                        Set.of(Dialect.RTR, Dialect.FDFRAME),
                        false,
                        20_000_000,
                        true,
                        5,
                        RuleSet.parse("100-1FF"),
                        RuleSet.NONE,
                        new TlsFiles(
                                Optional.of(Path.of("c.pem")),
                                Optional.of(Path.of("k.pem")),
                                Optional.of(Path.of("a.pem"))),
                        false,
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--verbose --interface can1",
                "--verb --interfaces=can1",
                "-vi can1",
                "--i can1 --verbo",
                "-i can0 --interfac can1 -d",
            })
    void aBeginningOfALongNameIsEnough(String line) {
        assertThat(typed(line))
                .satisfies(typed -> assertThat(typed.verbose()).isTrue())
                .satisfies(typed -> assertThat(typed.said().buses()).contains("can1"));
    }

    /** Whatever is added, as scripts may rely on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"--d", "--li=eth0", "--l=eth0", "--q", "--p=1", "--n", "--e=4", "--a=x", "--h", "--in=can0"})
    void aBeginningThatIsEnoughForTheOriginalIsEnoughHere(String word) {
        assertThat(typed(word)).isNotEqualTo(typed(""));
    }

    @Test
    void whoAsksForHelpOrTheVersionGetsIt() {
        assertThat(typed("-h").help()).isTrue();
        assertThat(typed("-z").version()).isTrue();
        for (LongOptions.Option option : SocketcandWords.OPTIONS) {
            assertThat(SocketcandArguments.USAGE).contains("--" + option.name());
        }
    }

    @Test
    void anErrorMaskIsInHexAndHasOnlyClasses() {
        assertThat(typed("-e 4").errorMask()).isEqualTo(4);
        assertThat(typed("-e FFFFFFFF").errorMask()).isEqualTo(0x1fff_ffff);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -p 65536               | --port is a number from 0 to 65535, not '65536'
            -p 29536x              | --port is a number from 0 to 65535, not '29536x'
            -e errors              | --error-mask is in hex such as 1FFFFFFF, not 'errors'
            --ver                  | --ver may be --verbose or --version
            --dialect fd           | --dialect is of fdframe, long-frame and rtr, not 'fd'
            --dialect fdframe,long-frame | --dialect is fdframe or long-frame, as both are for FD frames
            --clients 0            | --clients is a number from 1 to 100000, not '0'
            --tls-key k.pem        | --tls-certificate and --tls-key go together
            --read 12              | --read: rule "12", column 1: *
            can0                   | 'can0' belongs to no option
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> typed(line))
                .isInstanceOf(NodeException.class)
                .message()
                .startsWith(sentence.replaceAll("\\*$", ""));
    }
}
