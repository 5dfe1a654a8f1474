package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The units of agent and gateway as systemd's own programs judge them. */
@ExtendWith(PlaceExtension.class)
class UnitsTest {
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final Pattern SCORE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+) ");

    private static Path folder() {
        return Checkout.underTest().root().resolve("deploy/systemd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"buslane-agent.service", "buslane-gateway.service"})
    void systemdHasNothingToSayAboutIt(String name, Place place) throws IOException {
        SystemdPrograms.need(ANALYZE);
        String text = Files.readString(folder().resolve(name));
        String launcher = place.checkout().launcher().toString();
        Path unit = place.file(name, text.replace("/opt/buslane/buslane", launcher));
        Finished judged = place.command(
                        ANALYZE.toString(), "verify", "--recursive-errors=no", "--man=no", unit.toString())
                .finish()
                .successfully();
        assertThat(judged.errLines()).noneMatch(line -> line.contains(name));
    }

    /** From 0 to 10, which is a unit that systemd takes nothing away from. */
    @ParameterizedTest
    @CsvSource({"buslane-agent.service, 3.3", "buslane-gateway.service, 1.5"})
    void itIsNoMoreExposedThanItWas(String name, double limit, Place place) {
        SystemdPrograms.need(ANALYZE);
        Finished judged = place.command(
                        ANALYZE.toString(),
                        "security",
                        "--no-pager",
                        "--offline=yes",
                        folder().resolve(name).toString())
                .with("SYSTEMD_EMOJI", "0")
                .finish()
                .successfully();
        Matcher score = SCORE.matcher(judged.out());
        assertThat(score.find()).as(judged::toString).isTrue();
        System.out.println(judged.outLines().getLast());
        assertThat(Double.parseDouble(score.group(1))).as(judged::toString).isLessThanOrEqualTo(limit);
    }

    @Test
    void whatTheDocumentSaysOfTheScoresIsSo() throws IOException {
        assertThat(Files.readString(Checkout.underTest().root().resolve("docs/node.md")))
                .contains("| `systemd-analyze security` | 3.3 | 1.5 |");
    }
}
