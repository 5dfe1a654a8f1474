package org.buslane.virtual;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * A lane that is wanted: its own listening socket, and the interfaces that its programs see.
 *
 * @param mode permission bits of the socket: who may connect
 */
public record LaneSpec(String name, List<LinkSpec> links, int mode) {
    /** Anybody on the machine, as with a kernel interface. */
    public static final int EVERYBODY = 0666;

    /** An interface inside: its name there, the bus it leads to, and what may pass. */
    public record LinkSpec(String name, String bus, Policy policy) {
        public LinkSpec {
            BusSpec.checkName("an interface", name);
            Objects.requireNonNull(policy, "policy is null");
        }
    }

    public LaneSpec {
        BusSpec.checkName("a lane", name);
        links = List.copyOf(links);
        if (links.isEmpty() || links.size() > InterfaceTable.MAX_INTERFACES) {
            throw new IllegalArgumentException("lane %s has %d interfaces; 1 to %d are possible"
                    .formatted(name, links.size(), InterfaceTable.MAX_INTERFACES));
        }
        Set<String> names = new HashSet<>();
        Set<String> buses = new HashSet<>();
        for (LinkSpec link : links) {
            if (!names.add(link.name())) {
                throw new IllegalArgumentException("lane %s has two interfaces named %s".formatted(name, link.name()));
            }
            if (!buses.add(link.bus())) {
                throw new IllegalArgumentException("lane %s leads to bus %s twice".formatted(name, link.bus()));
            }
        }
    }
}
