package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.folder.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said before anything is fetched or started. */
class LabCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int run(List<String> words) {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.put("BUSLANE_LAB_DIR", folder.toString());
        Caller caller = new Caller(self.uid(), self.uidMap(), environment, folder);
        ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
        return Main.run(
                words, new Console(caller, nothing, out, new PrintStream(errors, true, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "--kernel 5.4 -- true     | --kernel is one of 6.1, 6.12, not '5.4'",
                "--kernel 6.12.1          | --kernel is one of 6.1, 6.12, not '6.12.1'",
                "--tree fedora            | --tree is host or debian13, not 'fedora'",
                "--tree HOST              | --tree is host or debian13, not 'HOST'",
                "--cpus two --qemu        | --cpus is a number from 1 on, not 'two'",
                "--cpus 0 --qemu          | --cpus is a number from 1 on, not '0'",
                "--memory 1G              | --memory is a number from 1 on, not '1G'",
                "--memory -5              | --memory is a number from 1 on, not '-5'",
                "--limit 0                | --limit is a number from 1 on, not '0'",
                "--limit 1.5              | --limit is a number from 1 on, not '1.5'",
                "--limit 99999999999999   | --limit is a number from 1 on, not '99999999999999'",
                "--nonsuch                | Unknown option: '--nonsuch'",
                "--share= -- true         | --share is a folder, not ''",
            })
    void aMistakenOptionIsOneSentenceAndStatus2(String line, String sentence) {
        int status = run(words(line));

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .isEqualTo("buslane: " + sentence + "; `buslane help lab` says what it takes\n");
        assertThat(status).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    /** 125, as the command could have exited with any of the usual ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "--cpus 2 -- true              | user-mode Linux has one CPU: add --qemu for 2",
                "--cpus 65 --qemu              | a lab has from 1 to 64 CPUs, not 65",
                "--card can0                   | user-mode Linux has no CAN cards: add --qemu, or have a bus with --can",
                "--qemu --kernel 6.1           | QEMU's kernel is 6.12, not 6.1",
                "--memory 127                  | a lab needs 128 MiB of memory or more, not 127",
                "--vcan a/b | 'a/b' is no name for an interface: 1 to 15 characters without space, /, : and %",
                "--vcan can0 --vcan can0       | a lab has one interface 'can0', not two",
                "-- true                       | `lab` is started by the launcher, which says where buslane.home is",
            })
    void aLabThatCannotBeIsOneSentenceAndStatus125(String line, String sentence) {
        int status = run(words(line));

        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("buslane: " + sentence + "\n");
        assertThat(status).isEqualTo(125);
        assertThat(out.size()).isZero();
    }

    private static List<String> words(String line) {
        return List.of(("lab " + line).split(" +"));
    }

    @Test
    void helpTellsOfEveryOptionAndWhatIsUsual() {
        assertThat(run(List.of("help", "lab"))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--kernel=6.1|6.12", "--tree=host|debian13", "--cpus=N", "--memory=MIB", "--limit=SECONDS")
                .contains("--vcan=NAME", "--can=BUS", "--card=BUS", "--share=FOLDER", "--qemu", "--prepare")
                .contains("6.12 if not said", "1024 if not said", "exit status 124", "125");
    }
}
