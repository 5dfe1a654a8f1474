package org.buslane.node.gatewayrules;

import org.buslane.linux.netlink.GatewayRule;

/** The same rule between other interfaces. */
final class RuleIndexes {
    private RuleIndexes() {}

    static GatewayRule set(GatewayRule rule, int source, int target) {
        return new GatewayRule(
                source,
                target,
                rule.flags(),
                rule.filter(),
                rule.hops(),
                rule.modifications(),
                rule.uid(),
                rule.xor(),
                rule.crc8());
    }
}
