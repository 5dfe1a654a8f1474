package org.buslane.node.ledger;

/**
 * Frames that were on the bus while nothing led from there to a lane: somebody deleted can-gw's rules, or the bus is back
 * and has none yet. Nothing at the lane can count these, the bus does.
 */
final class Unrouted {
    private Unrouted() {}

    /**
     * Between two samples of which one at least found no way: what the bus saw, less what the lane itself had sent there,
     * and what came to the lane all the same.
     *
     * @param arrived at the lane meanwhile
     */
    static long frames(Growth growth, long arrived) {
        boolean wasRouted = growth.before().filter(before -> !before.routed()).isEmpty();
        if (growth.before().isEmpty() || (wasRouted && growth.now().routed())) {
            return 0;
        }
        return Math.max(0, growth.seen() - growth.of(Sample.ON_BUS) - arrived);
    }
}
