package org.buslane.lane;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RateLimiter;
import org.buslane.core.policy.RuleSet;

/** Judges one way of a copied lane by its terms, as can-gw and tc do it for the others. Owned by one thread. */
final class CopyGate {
    private final Gate gate;
    private final RateLimiter whole;
    private final boolean fd;

    /** @param now nanoseconds of the clock that {@link #judge} is told */
    CopyGate(LaneTerms terms, Access access, long now) {
        boolean writes = access == Access.WRITE;
        Policy policy = terms.policy();
        // A card's driver would send an error frame that is written as a data frame.
        boolean errors = policy.errorFrames() && !writes;
        this.gate = new Gate(new Policy(policy.read(), policy.write(), errors), access, now);
        this.whole = new RateLimiter(
                RuleSet.parse(writes && terms.perSecond() > 0 ? "all@" + terms.perSecond() + "/s" : "all"), now);
        this.fd = terms.fd();
    }

    /** Only what the rules allow, and their own rates, spends the lane's. */
    Gate.Verdict judge(FrameBatch batch, int frame, long now) {
        if (!fd && batch.size(frame) != FrameLayout.CLASSIC_SIZE) {
            return Gate.Verdict.DENIED;
        }
        Gate.Verdict verdict = gate.judge(batch, frame, now);
        return verdict == Gate.Verdict.PASS && !whole.take(0, now) ? Gate.Verdict.OVER_RATE : verdict;
    }
}
