package org.buslane.virtual.ecu;

import java.util.List;
import org.buslane.core.policy.RuleSet;

/** What is done when a frame is heard. */
public record Answer(RuleSet on, DataPattern data, List<Taking> takings, Reaction reaction) {
    public Answer {
        takings = List.copyOf(takings);
        if (takings.size() > Reaction.MOST) {
            throw new IllegalArgumentException("at most %d are taken of one frame".formatted(Reaction.MOST));
        }
        if (on.rules().stream().anyMatch(rule -> rule.perSecond() != 0)) {
            throw new IllegalArgumentException("what is heard has no rate");
        }
    }
}
