package org.buslane.node.reconcile;

import java.util.List;
import org.buslane.lane.LaneSurvey;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;

/**
 * As much of the host as can be read at little cost, to see whether a closer look is due: can-gw tells nobody when its
 * rules are deleted. Two of them are equal if nothing happened that a lane or a rule depends on.
 */
public record Glance(List<Seen> links, List<GatewayRule> rules) {
    /** @param flags IFF_ bits, of which the state of carrier is one */
    private record Seen(int index, String name, int flags, int mtu, String alias) {
        static Seen of(Link link) {
            return new Seen(
                    link.index(),
                    link.name(),
                    link.flags(),
                    link.mtu(),
                    link.alias().orElse(""));
        }
    }

    /** What matters of a survey. */
    public static Glance at(LaneSurvey survey) {
        return new Glance(
                survey.links().stream().filter(Link::isCan).map(Seen::of).toList(),
                survey.rules().stream().map(InstalledRule::rule).toList());
    }
}
