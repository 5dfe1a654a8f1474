package org.buslane.lane;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Cover;
import org.buslane.core.policy.Part;
import org.buslane.core.policy.RateLimiter;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;

/**
 * The policy of a lane as tc's filters at the host's end, by which each frame is counted once: what comes in there was
 * written by the lane, what goes out is read by it. The parts of a cover are disjoint, so a frame meets one filter of
 * them, is let through or is over a rate, or comes to the last one and is denied. All parts of a rule share one police
 * action, and with it one rate.
 *
 * <p>They are before can-gw's rules for what is written, and behind them for what is read. These hold the same policy
 * and come and go with the bus; the counters stay.
 */
final class LaneFilters {
    /** Priorities. What has no rate comes first, as it is the most; rules' rates come before the lane's. */
    private static final int ALLOWED = 100;

    private static final int RULES = 200;
    private static final int LANE = 300;

    /** Added on the way out: of one priority the kernel lists those of both ways (u32_walk of net/sched/cls_u32.c). */
    private static final int EGRESS = 1000;

    private static final int DENIED = 60_000;

    /** Behind what drops everything: no frame comes here. They hold an action, and its count, when no other filter does. */
    private static final int HELD = 60_001;

    private final int lane;
    private final LaneTerms terms;
    private final RateNumbers numbers;
    private final List<TrafficFilter> filters = new ArrayList<>();

    private LaneFilters(int lane, LaneTerms terms, RateNumbers numbers) {
        this.lane = lane;
        this.terms = terms;
        this.numbers = numbers;
    }

    static List<TrafficFilter> of(int lane, LaneTerms terms, Covers covers, Snapshot.Control control) {
        LaneFilters filters = new LaneFilters(lane, terms, new RateNumbers(lane, control));
        filters.written(covers.written());
        filters.read(covers.read());
        return List.copyOf(filters.filters);
    }

    private void written(Cover cover) {
        TrafficAction pass = new TrafficAction.Pass(number(ActionNumbers.ALLOWED_WRITTEN));
        end(Side.INGRESS, ActionNumbers.DENIED_WRITTEN, pass, onBus(lane));
        if (terms.perSecond() == 0) {
            rules(Side.INGRESS, cover, terms.policy().write(), Conform.PASS);
            unlimited(Side.INGRESS, cover, pass);
        } else {
            rules(Side.INGRESS, cover, terms.policy().write(), Conform.NEXT_FILTER);
            TrafficAction whole = police(ActionNumbers.LANE_RATE, terms.perSecond(), Conform.PASS);
            cover.parts().forEach(part -> add(Side.INGRESS, LANE, word(part), whole));
        }
    }

    private void read(Cover cover) {
        TrafficAction pass = new TrafficAction.Pass(number(ActionNumbers.ALLOWED_READ));
        end(Side.EGRESS, ActionNumbers.DENIED_READ, pass);
        rules(Side.EGRESS, cover, terms.policy().read(), Conform.PASS);
        unlimited(Side.EGRESS, cover, pass);
        if (terms.policy().passesErrors(Access.READ)) {
            add(Side.EGRESS, ALLOWED, new TrafficMatch.IdWord(IdWord.ERROR, IdWord.ERROR), pass);
        }
    }

    /** Counts what the lane wrote and was sent by the bus: a filter there has it too. */
    static TrafficAction onBus(int lane) {
        return new TrafficAction.Count(ActionNumbers.of(lane, ActionNumbers.ON_BUS));
    }

    private void end(Side side, int denied, TrafficAction... held) {
        for (int i = 0; i < held.length; i++) {
            add(side, HELD + i, new TrafficMatch.All(), held[i]);
        }
        add(side, DENIED, new TrafficMatch.All(), new TrafficAction.Drop(number(denied)));
    }

    private void rules(Side side, Cover cover, RuleSet rules, Conform conform) {
        for (Part part : cover.parts()) {
            if (part.rule() != Part.UNLIMITED) {
                int rate = rules.rules().get(part.rule()).perSecond();
                Police police = Police.of(rate, RateLimiter.burst(rate), conform);
                add(side, RULES, word(part), police.shared(numbers.of(side, part.rule(), police)));
            }
        }
    }

    private void unlimited(Side side, Cover cover, TrafficAction pass) {
        cover.parts().stream()
                .filter(part -> part.rule() == Part.UNLIMITED)
                .forEach(part -> add(side, ALLOWED, word(part), pass));
    }

    private void add(Side side, int priority, TrafficMatch match, TrafficAction action) {
        int own = side == Side.EGRESS && priority < DENIED ? EGRESS + priority : priority;
        filters.add(new TrafficFilter(lane, side, own, match, action));
    }

    private int number(int part) {
        return ActionNumbers.of(lane, part);
    }

    private Police police(int part, int rate, Conform conform) {
        return Police.of(rate, RateLimiter.burst(rate), conform).shared(number(part));
    }

    /** With the error flag in the mask, which for tc is a bit like others: no error frame is one of a part. */
    private static TrafficMatch word(Part part) {
        return new TrafficMatch.IdWord(part.id(), part.mask() | IdWord.ERROR);
    }

    /**
     * Adds the steps from what is there to what is wanted. What others put there stays. The new come before the old go:
     * whichever of them a frame meets first, it is counted once.
     */
    static void difference(LaneId lane, List<TrafficFilter> wanted, Snapshot.Filters there, List<Step> steps) {
        List<TrafficFilter> missing = new ArrayList<>(wanted);
        List<Step> deletions = new ArrayList<>();
        int index = wanted.getFirst().index();
        for (InstalledFilter each : there.list()) {
            if (each instanceof InstalledFilter.Known known
                    && ActionNumbers.isOf(index, each)
                    && !missing.remove(known.filter())) {
                deletions.add(new Step.DeleteFilter(lane.text(), known.place(), known.filter()));
            }
        }
        if (!missing.isEmpty() && there.room() != Snapshot.Room.CLSACT) {
            steps.add(new Step.AddClsact(index, lane.text()));
        }
        missing.forEach(filter -> steps.add(new Step.AddFilter(lane.text(), filter)));
        steps.addAll(deletions);
    }
}
