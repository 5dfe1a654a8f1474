package org.buslane.node.gatewayrules;

import java.util.List;
import org.buslane.linux.netlink.GatewayRule;

/**
 * What makes the installed rules those that are declared. Deletions come first: for a moment a frame is rather lost
 * than doubled.
 *
 * @param delete rules of ours that are not declared any more, or are there once more; never anybody else's
 * @param add marked as ours
 * @param waiting declared, but one of their interfaces is not there
 * @param kept declared, and somebody else has just that rule: a second one would forward each frame once more
 */
public record GatewayChanges(
        List<GatewayRule> delete, List<GatewayRule> add, List<NamedRule> waiting, List<NamedRule> kept) {
    public GatewayChanges {
        delete = List.copyOf(delete);
        add = List.copyOf(add);
        waiting = List.copyOf(waiting);
        kept = List.copyOf(kept);
    }

    /** Whether all is as it is declared, as far as it can be. */
    public boolean isEmpty() {
        return delete.isEmpty() && add.isEmpty();
    }
}
