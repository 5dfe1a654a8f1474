package org.buslane.lane;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Cover;
import org.buslane.core.policy.Part;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;

/**
 * The can-gw rules of a lane. Each part of what it may read or write is one for classic frames, which such a rule is for
 * alone, and one for CAN FD. Those that read come first, so that nothing it writes is answered unheard.
 *
 * @param bus the bus's index
 * @param lane the index of both ends
 */
record LaneRules(int bus, int lane, LaneTerms terms, Covers covers, boolean fd) {
    /**
     * Every class of error frame. Bit 29 in a mask (CAN_ERR_FLAG of linux/can.h) asks for these and for nothing else.
     * None is for what a lane writes: a card's driver would send it as a data frame.
     */
    private static final GatewayFilter ERRORS = new GatewayFilter(0, IdWord.ERROR | IdWord.EXTENDED_MASK);

    /**
     * Towards the bus a frame is echoed: the host's programs and the other lanes hear it once it is sent. And it goes
     * there even if the container's own number for the interface it came from should be that of the bus.
     */
    private static final Set<GatewayFlag> TO_BUS = EnumSet.of(GatewayFlag.ECHO, GatewayFlag.BACK_TO_ORIGIN);

    /** Towards a lane an echo would come back to can-gw, for nothing. */
    private static final Set<GatewayFlag> TO_LANE = EnumSet.noneOf(GatewayFlag.class);

    /**
     * For a star: the bus's echo of what a lane wrote is not sent back to it, since the frame came in by an index that
     * is the target's own (net/can/gw.c, can_can_gw_rcv). That is why both ends have the same.
     *
     * @throws org.buslane.core.policy.CoverTooLargeException if rules are too many
     */
    List<GatewayRule> star() {
        List<GatewayRule> rules = new ArrayList<>();
        if (terms.policy().passesErrors(Access.READ)) {
            rules.add(GatewayRule.of(bus, lane, TO_LANE).withFilter(ERRORS));
        }
        add(rules, bus, lane, TO_LANE, covers.read(), fd);
        add(rules, lane, bus, TO_BUS, covers.written(), fd);
        return List.copyOf(rules);
    }

    /** Besides those of a star, what lanes send each other where the bus's echo does not reach them. */
    List<GatewayRule> mesh(List<Snapshot.Neighbour> neighbours) {
        List<GatewayRule> rules = new ArrayList<>(star());
        for (Snapshot.Neighbour other : neighbours) {
            LaneTerms theirs = other.terms();
            Covers others = Covers.of(theirs.policy());
            boolean both = fd && theirs.fd();
            add(rules, other.index(), lane, TO_LANE, Cover.intersect(others.written(), covers.read()), both);
            add(rules, lane, other.index(), TO_LANE, Cover.intersect(covers.written(), others.read()), both);
        }
        return List.copyOf(rules);
    }

    private static void add(
            List<GatewayRule> rules, int from, int to, Set<GatewayFlag> flags, Cover cover, boolean fd) {
        for (Part part : cover.parts()) {
            GatewayFilter filter = new GatewayFilter(part.id(), part.mask());
            rules.add(GatewayRule.of(from, to, flags).withFilter(filter));
            if (fd) {
                Set<GatewayFlag> more = EnumSet.of(GatewayFlag.FD);
                more.addAll(flags);
                rules.add(GatewayRule.of(from, to, more).withFilter(filter));
            }
        }
    }
}
