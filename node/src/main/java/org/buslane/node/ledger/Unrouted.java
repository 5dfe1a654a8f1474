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
     * @param all whether the whole bus is for the lane: then some rules less are frames less, and never another policy
     */
    static long frames(Growth growth, long arrived, boolean all) {
        boolean wasRouted = growth.before().filter(before -> !before.routed()).isEmpty();
        boolean isWhole = wasRouted && growth.now().routed() && !(all && hasOtherWays(growth));
        if (growth.before().isEmpty() || isWhole) {
            return 0;
        }
        return Math.max(0, growth.seen() - growth.of(Sample.ON_BUS) - arrived);
    }

    private static boolean hasOtherWays(Growth growth) {
        return growth.before()
                .filter(before -> before.ways() != growth.now().ways())
                .isPresent();
    }
}
