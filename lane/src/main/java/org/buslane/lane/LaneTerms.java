package org.buslane.lane;

import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;

/**
 * What a lane may do.
 *
 * @param perSecond frames a second that it may write in all, besides the rates of single rules; 0 for no limit
 * @param fd whether CAN FD frames go through where the bus carries them
 */
public record LaneTerms(Policy policy, int perSecond, boolean fd) {
    public LaneTerms {
        if (perSecond < 0 || perSecond > Rule.MAX_RATE) {
            throw new IllegalArgumentException("a rate is 1 to 1000000 a second, not " + perSecond);
        }
    }

    /** Whether something is limited. */
    boolean hasRates() {
        return perSecond > 0
                || Stream.of(policy.read(), policy.write())
                        .flatMap(rules -> rules.rules().stream())
                        .anyMatch(rule -> rule.perSecond() > 0);
    }

    public LaneTerms(Policy policy) {
        this(policy, 0, true);
    }
}
