package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;

/**
 * What a client may do.
 *
 * @param who an address ({@code 192.0.2.7}), a network ({@code 192.0.2.0/24}), the name of a client's certificate
 *     ({@code name:NAME}), or {@code unix}: whoever comes by a unix socket
 * @param buses it may open; none is all of the server's
 */
public record ClientRule(String who, Policy policy, Set<String> buses) {
    public ClientRule {
        Whom.parse(who);
        Objects.requireNonNull(policy, "policy is null");
        buses = Set.copyOf(buses);
    }

    boolean fits(Whom.Client client) {
        return Whom.parse(who).fits(client);
    }

    /** Whether it may be for one of that address, by a certificate that is not known yet. */
    boolean mayFit(Optional<InetAddress> address) {
        return Whom.parse(who).mayFit(address);
    }
}
