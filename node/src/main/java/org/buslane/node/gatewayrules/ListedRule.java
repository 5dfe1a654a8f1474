package org.buslane.node.gatewayrules;

import org.buslane.linux.netlink.InstalledRule;

/**
 * A rule in the kernel. As a text it is the line that {@code cangw -L} prints for it.
 *
 * @param declared whether it is one that Buslane keeps as its configuration declares it
 */
public record ListedRule(NamedRule rule, InstalledRule installed, boolean declared) {
    /** cangw prints its counters as signed numbers, so these are too. */
    @Override
    public String toString() {
        return "cangw -A %s # %d handled %d dropped %d deleted"
                .formatted(rule, (int) installed.handled(), (int) installed.dropped(), (int) installed.deleted());
    }
}
