package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debian's python3-can, its interface {@code socketcan}, in this machine's Python. */
@ExtendWith(PlaceExtension.class)
class PythonCanTest {
    private final Programs programs;

    PythonCanTest(Programs programs) {
        this.programs = programs;
    }

    private Command python(String script, String... words) {
        Path source =
                Checkout.underTest().root().resolve("lab/proof/src/test/py").resolve(script);
        Path packages = programs.place().checkout().root().resolve("build/debian/usr/lib/python3/dist-packages");
        String[] line = new String[words.length + 1];
        line[0] = source.toString();
        System.arraycopy(words, 0, line, 1, words.length);
        return programs.run("python3", line).with("PYTHONPATH", packages.toString());
    }

    @Test
    void notifiersEventLoopsFiltersAndCyclicTasksDoWhatTheyShould() {
        assertThat(python("buses.py", "can0").finish().successfully().outLines())
                .containsExactly(
                        "notifier 123 010203 classic",
                        "notifier 18DAF110 0000000000000000000000000000000000000000 FD",
                        "asyncio 321 09 classic",
                        "filters 20A 02 classic",
                        "CyclicSendTask 55 01 classic",
                        "CyclicSendTask 55 01 classic",
                        "CyclicSendTask 55 01 classic",
                        "modified 55 02 classic",
                        "stopped",
                        "own 7 07 classic",
                        "nothing else True");
    }
}
