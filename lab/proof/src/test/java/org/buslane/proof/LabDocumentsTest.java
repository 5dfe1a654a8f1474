package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the lab's pages show is done here as they show it. */
@ExtendWith(PlaceExtension.class)
class LabDocumentsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static Stream<String> commands() {
        return Document.read(Checkout.underTest().root().resolve("docs/lab.md")).commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandWorks(String command, Place place) throws IOException {
        linkTheLauncher(place);
        typed(command, place).finish().successfully();
    }

    @Test
    void aShellReadsItsCommandsFromAPipe(Place place) {
        Finished shell = place.buslane("lab")
                .reading("echo \"in $BUSLANE_LAB\"\nexit 3\n")
                .within(PATIENCE)
                .finish();
        assertThat(shell.status()).isEqualTo(3);
        assertThat(shell.out()).isEqualTo("in 6.12");
    }

    /** What the steps install and the actions do is the CI service's; the rest is typed. */
    @ParameterizedTest
    @ValueSource(strings = {"kernel", "virtual"})
    void theWorkflowsJobsGetACanBus(String job, Place place) throws IOException {
        linkTheLauncher(place);
        Path tests = place.file("vehicle-tests", """
                #!/bin/sh -e
                candump -L -n 1 can0 >heard &
                until cansend can0 7DF#0201; sleep 0.1; ! kill -0 $!; do :; done
                grep -q '7DF#0201' heard && echo tested
                """);
        Files.setPosixFilePermissions(tests, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script = String.join("\n", steps(job)) + "\nkill $! 2>/dev/null || :\n";
        assertThat(script).contains("./vehicle-tests");
        Finished done = typed("sh -ec '" + script.replace("'", "'\\''") + "'", place)
                .finish()
                .successfully();
        assertThat(done.outLines()).contains("tested");
    }

    private static List<String> steps(String job) throws IOException {
        Path file = Checkout.underTest().root().resolve("docs/examples/can-in-ci.yml");
        Object workflow = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        List<?> steps = (List<?>) in(in(in(workflow, "jobs"), job), "steps");
        return steps.stream()
                .map(step -> (Map<?, ?>) step)
                .filter(step -> step.containsKey("run"))
                .map(step -> (String) in(step, "run"))
                .filter(run -> !run.startsWith("sudo apt-get install"))
                .toList();
    }

    private static Object in(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private static void linkTheLauncher(Place place) throws IOException {
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
    }

    private static Command typed(String command, Place place) {
        Path programs = place.checkout().program("candump").getParent();
        return place.command("sh", "-c", command)
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .within(PATIENCE);
    }
}
