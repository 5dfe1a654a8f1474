package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;

/** Of this machine's systemd, which a machine for tests has to have, and another one may be without. */
final class SystemdPrograms {
    private SystemdPrograms() {}

    static void need(Path... programs) {
        boolean isForTests = System.getenv("CI") != null;
        for (Path program : programs) {
            String missing = Files.isExecutable(program) ? "" : program + " is not there: install systemd";
            AbstractStringAssert<?> there = isForTests ? assertThat(missing) : assumeThat(missing);
            there.isEmpty();
        }
    }
}
