package org.buslane.virtual.ecu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An ECU that does what is declared of it. Variables are known by their places. */
public record ScriptSpec(
        List<Variable> state, List<Cycle> cycles, List<Answer> answers, Optional<UdsSpec> uds, List<Fault> faults)
        implements EcuSpec {
    /** Of each. */
    public static final int MOST = 256;

    public ScriptSpec {
        state = List.copyOf(state);
        cycles = List.copyOf(cycles);
        answers = List.copyOf(answers);
        faults = List.copyOf(faults);
        check("variables", state);
        check("cycles", cycles);
        check("answers", answers);
        check("faults", faults);
    }

    private static void check(String what, List<?> list) {
        if (list.size() > MOST) {
            throw new IllegalArgumentException("an ECU has at most %d %s, not %d".formatted(MOST, what, list.size()));
        }
    }

    @Override
    public Ecu start() {
        return new ScriptEcu(this);
    }

    @Override
    public String words() {
        List<String> parts = new ArrayList<>();
        count(parts, cycles.size(), "cycle");
        count(parts, answers.size(), "answer");
        uds.ifPresent(server -> parts.add("uds"));
        count(parts, faults.size(), "fault");
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static void count(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add("%d %s%s".formatted(count, what, count == 1 ? "" : "s"));
        }
    }
}
