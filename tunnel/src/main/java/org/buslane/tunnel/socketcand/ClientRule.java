package org.buslane.tunnel.socketcand;

import java.util.Objects;
import java.util.Set;
import org.buslane.core.policy.Policy;

/**
 * What a client may do.
 *
 * @param who an address ({@code 192.0.2.7}), a network ({@code 192.0.2.0/24}), or the name of a client's certificate
 *     ({@code name:NAME})
 * @param buses it may open; none is all of the server's
 */
public record ClientRule(String who, Policy policy, Set<String> buses) {
    public ClientRule {
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(policy, "policy is null");
        buses = Set.copyOf(buses);
    }
}
