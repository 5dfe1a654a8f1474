package org.buslane.lane.doctor;

import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;

/**
 * A can-gw rule that is there.
 *
 * @param declared whether Buslane keeps it, as its configuration says
 * @param words cangw's for it, with the interfaces' names
 */
public record SeenRule(InstalledRule installed, boolean declared, String words) {
    @Override
    public String toString() {
        return "rule " + words;
    }

    /** Of this rule, about which the cure is, too. */
    Finding finding(Check check, String what) {
        return check.finding(toString(), what, words);
    }

    GatewayRule rule() {
        return installed.rule();
    }

    int source() {
        return rule().source();
    }

    int target() {
        return rule().target();
    }

    boolean has(GatewayFlag flag) {
        return rule().flags().contains(flag);
    }

    /** Whether both are between the same interfaces, this way, and for the same kind of frames. */
    boolean isBeside(SeenRule other) {
        return source() == other.source()
                && target() == other.target()
                && has(GatewayFlag.FD) == other.has(GatewayFlag.FD);
    }

    /** Whether there are frames that both are for, if they hear the same. */
    boolean overlaps(SeenRule other) {
        return Overlap.isThere(rule().filter(), other.rule().filter(), has(GatewayFlag.FD));
    }
}
