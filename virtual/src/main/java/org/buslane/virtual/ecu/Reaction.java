package org.buslane.virtual.ecu;

import java.util.List;
import java.util.Optional;

/** What is done: if the condition holds, first variables are set, one after the other, then frames are sent. */
public record Reaction(Optional<Expression> condition, List<Assignment> sets, List<Sending> sends) {
    /** What one reaction can send or set at most. */
    public static final int MOST = 64;

    public Reaction {
        sets = List.copyOf(sets);
        sends = List.copyOf(sends);
        if (sets.size() > MOST || sends.size() > MOST) {
            throw new IllegalArgumentException("at most %d are sent or set at once".formatted(MOST));
        }
    }
}
