package org.buslane.lane;

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

    public LaneTerms(Policy policy) {
        this(policy, 0, true);
    }
}
