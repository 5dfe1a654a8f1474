package org.buslane.lane;

import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.TrafficFilter;

/** One thing that a plan does, in words that a person can check with {@code ip}, {@code cangw} and {@code tc}. */
public sealed interface Step {
    /** Loads can-gw. */
    record LoadGateway(int maxHops) implements Step {
        @Override
        public String toString() {
            return "modprobe can-gw max_hops=" + maxHops;
        }
    }

    /**
     * Makes the pair, from inside, where it is up at once: so it never has another name or number there.
     *
     * @param index of both ends
     */
    record CreatePair(int index, String inside, LaneId host, int mtu) implements Step {
        @Override
        public String toString() {
            return "create vxcan %s inside, up, with peer %s here, both with index %d and MTU %d"
                    .formatted(inside, host, index, mtu);
        }
    }

    /** Makes a bus of its own inside, between which and the real one a process copies. */
    record CreateVcan(int index, String inside, int mtu) implements Step {
        @Override
        public String toString() {
            return "create vcan %s inside, up, with index %d and MTU %d".formatted(inside, index, mtu);
        }
    }

    /** Writes down whose the lane is, at the host's end or, of a lane that has none, inside. */
    record Tag(int index, LaneTag tag, boolean inside) implements Step {
        @Override
        public String toString() {
            return "set alias '%s'%s".formatted(tag.alias(), inside ? " inside" : "");
        }
    }

    /** Sets the host's end up, or an end inside that somebody set down. */
    record Up(int index, String name, boolean inside) implements Step {
        @Override
        public String toString() {
            return "set %s up%s".formatted(name, inside ? " inside" : "");
        }
    }

    /**
     * Makes room for filters.
     *
     * @param at an interface's name: the host's end of a lane, or a bus
     */
    record AddClsact(int index, String at) implements Step {
        @Override
        public String toString() {
            return "add qdisc clsact to " + at;
        }
    }

    /** @param at an interface's name */
    record AddFilter(String at, TrafficFilter filter) implements Step {
        @Override
        public String toString() {
            return "add tc filter to %s %s".formatted(at, words(filter));
        }
    }

    /** @param at an interface's name */
    record DeleteFilter(String at, FilterPlace place, TrafficFilter filter) implements Step {
        @Override
        public String toString() {
            return "delete tc filter from %s %s".formatted(at, words(filter));
        }
    }

    private static String words(TrafficFilter filter) {
        return "%s prio %d %s %s".formatted(filter.side(), filter.priority(), filter.match(), filter.action());
    }

    record AddRule(GatewayRule rule, String from, String to) implements Step {
        @Override
        public String toString() {
            return "add can-gw rule " + words(rule, from, to);
        }
    }

    record DeleteRule(GatewayRule rule, String from, String to) implements Step {
        @Override
        public String toString() {
            return "delete can-gw rule " + words(rule, from, to);
        }
    }

    /** With cangw's letters. */
    private static String words(GatewayRule rule, String from, String to) {
        return "-s %s -d %s%s%s%s -f %s"
                .formatted(
                        from,
                        to,
                        rule.flags().contains(GatewayFlag.FD) ? " -X" : "",
                        rule.flags().contains(GatewayFlag.ECHO) ? " -e" : "",
                        rule.flags().contains(GatewayFlag.BACK_TO_ORIGIN) ? " -i" : "",
                        rule.filter());
    }
}
