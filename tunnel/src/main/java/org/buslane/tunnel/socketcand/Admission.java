package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.Policy;

/**
 * What a client may do, once it is known who it is.
 *
 * @param buses it may open
 */
record Admission(Policy policy, List<String> buses) {
    Admission {
        buses = List.copyOf(buses);
    }

    /** By the first rule that fits; empty if none does and the server is closed to others. Pure. */
    static Optional<Admission> of(ServerSpec spec, Whom.Client client) {
        return spec.rules().stream()
                .filter(rule -> rule.fits(client))
                .findFirst()
                .map(rule -> Optional.of(new Admission(rule.policy(), buses(spec, rule))))
                .orElseGet(() ->
                        spec.isClosed() ? Optional.empty() : Optional.of(new Admission(spec.policy(), spec.buses())));
    }

    /** Whether a client of that address may come whatever its certificate says; if not it is not to cost a handshake. */
    static boolean isPossible(ServerSpec spec, Optional<InetAddress> address) {
        return !spec.isClosed() || spec.rules().stream().anyMatch(rule -> rule.mayFit(address));
    }

    private static List<String> buses(ServerSpec spec, ClientRule rule) {
        return spec.buses().stream()
                .filter(bus -> rule.buses().isEmpty() || rule.buses().contains(bus))
                .toList();
    }

    boolean opens(String bus) {
        return buses.contains(bus);
    }

    /** Bit timing and modes are set by those who may write: whoever only reads is to change nothing. */
    boolean configures() {
        return !policy.write().isNone();
    }
}
