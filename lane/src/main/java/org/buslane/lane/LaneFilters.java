package org.buslane.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Cover;
import org.buslane.core.policy.Part;
import org.buslane.core.policy.RateLimiter;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;

/**
 * The rates of a lane, as tc's filters at the host's end: what comes in there was written by the lane, what goes out is
 * read by it. They are before can-gw's rules for what is written, so that only what is allowed may spend a rate: each
 * part of the cover has a filter of its own. All parts of a rule share one police action, and with it one rate.
 */
final class LaneFilters {
    /** A priority each, so that a filter is deleted by its priority alone. Rules' rates come before the lane's. */
    private static final int RULES = 100;

    private static final int LANE = 10_000;

    /** Bits of a police action's number below the lane's index, which is below 2^19. */
    private static final int ACTIONS = 12;

    /** 0 is the lane's own rate, half of the others are for rules that write, half for rules that read. */
    private static final int PER_SIDE = (1 << (ACTIONS - 1)) - 1;

    private static final int FIRST_WRITE = 1;
    private static final int FIRST_READ = FIRST_WRITE + PER_SIDE;

    private LaneFilters() {}

    static List<TrafficFilter> of(int lane, LaneTerms terms, Covers covers) {
        List<TrafficFilter> filters = new ArrayList<>();
        RuleSet write = terms.policy().write();
        rated(filters, lane, Side.INGRESS, covers.written(), write, FIRST_WRITE);
        if (terms.perSecond() > 0) {
            TrafficAction whole = police(lane << ACTIONS, terms.perSecond());
            for (Part part : covers.written().parts()) {
                filters.add(new TrafficFilter(lane, Side.INGRESS, LANE + filters.size(), word(part), whole));
            }
        }
        RuleSet read = terms.policy().read();
        rated(filters, lane, Side.EGRESS, covers.read(), read, FIRST_READ);
        return List.copyOf(filters);
    }

    private static void rated(
            List<TrafficFilter> filters, int lane, Side side, Cover cover, RuleSet rules, int firstAction) {
        Map<Integer, Integer> actions = new HashMap<>();
        for (Part part : cover.parts()) {
            if (part.rule() != Part.UNLIMITED) {
                int rate = rules.rules().get(part.rule()).perSecond();
                int action = actions.computeIfAbsent(
                        part.rule(), rule -> firstAction + free(actions, rule, rate, firstAction));
                filters.add(new TrafficFilter(
                        lane, side, RULES + filters.size(), word(part), police(lane << ACTIONS | action, rate)));
            }
        }
    }

    /** Another number for another rate: for a moment after a deletion the kernel still has the old action. */
    private static int free(Map<Integer, Integer> taken, int rule, int rate, int firstAction) {
        int number = Math.floorMod(31 * rule + 101 * rate, PER_SIDE);
        while (taken.containsValue(firstAction + number)) {
            number = (number + 1) % PER_SIDE;
        }
        return number;
    }

    /** With the error flag in the mask, which for tc is a bit like others: no error frame spends a rate. */
    private static TrafficMatch word(Part part) {
        return new TrafficMatch.IdWord(part.id(), part.mask() | IdWord.ERROR);
    }

    /** What keeps to the rate goes on to the next filter. */
    private static TrafficAction police(int index, int rate) {
        return Police.of(rate, RateLimiter.burst(rate), Conform.NEXT_FILTER).shared(index);
    }

    /** Adds the steps from what is there to what is wanted. What others put there stays. */
    static void difference(LaneId lane, List<TrafficFilter> wanted, Snapshot.Filters there, List<Step> steps) {
        List<TrafficFilter> missing = new ArrayList<>(wanted);
        List<Step> deletions = new ArrayList<>();
        for (InstalledFilter each : there.list()) {
            if (each instanceof InstalledFilter.Known(FilterPlace place, TrafficFilter filter, var _, var _)
                    && !missing.remove(filter)) {
                deletions.add(new Step.DeleteFilter(lane, place, filter));
            }
        }
        if (!missing.isEmpty() && !there.clsact()) {
            steps.add(new Step.AddClsact(missing.getFirst().index(), lane));
        }
        steps.addAll(deletions);
        missing.forEach(filter -> steps.add(new Step.AddFilter(lane, filter)));
    }
}
