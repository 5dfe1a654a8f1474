package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command that ended: its exit status (128 + n if signal n killed it) and all it said. */
record Finished(String command, int status, String out, String err) {

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    /** What a script printed below its lines {@code --- NAME}, by that name and in order. */
    Map<String, List<String>> parts() {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<String> part = new ArrayList<>();
        for (String line : outLines()) {
            if (line.startsWith("--- ")) {
                part = new ArrayList<>();
                parts.put(line.substring("--- ".length()), part);
            } else {
                part.add(line);
            }
        }
        return parts;
    }

    /** Its status is 0. */
    Finished successfully() {
        assertThat(status).as(this::toString).isZero();
        return this;
    }

    /** Its status is not 0, nothing is on its standard output and exactly one line says what was wrong. */
    String complaint() {
        assertThat(status).as(this::toString).isNotZero();
        assertThat(out).as(this::toString).isEmpty();
        assertThat(errLines()).as(this::toString).hasSize(1);
        return errLines().getFirst();
    }

    @Override
    public String toString() {
        return "%s%nstatus %d%nstdout:%n%s%nstderr:%n%s".formatted(command, status, out, err);
    }
}
