package org.buslane.tunnel.socketcand;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.line.TlsFiles;

/**
 * A server as it is declared: equal if nothing has changed.
 *
 * @param name what status and reload call it
 * @param buses those that clients may open
 * @param listen where it listens
 * @param policy of those whom no rule names
 * @param rules the first that fits counts
 * @param isClosed whether those whom no rule names are refused
 * @param tls if clients speak TLS 1.3; unix sockets never do
 * @param beacon if it tells of itself every three seconds
 */
public record ServerSpec(
        String name,
        List<String> buses,
        List<ListenPlace> listen,
        Policy policy,
        List<ClientRule> rules,
        boolean isClosed,
        Limits limits,
        Behaviour behaviour,
        Optional<TlsFiles> tls,
        Optional<Beaconing> beacon) {
    /** @param hostName and description: what the beacon says beside the buses */
    public record Beaconing(String hostName, String description) {
        private static final String LONGEST_HOST = "255.255.255.255";

        public Beaconing {
            int size = new BeaconText(hostName, description, LONGEST_HOST, 65_535, List.of()).write().length;
            if (size > BeaconText.MOST) {
                throw new IllegalArgumentException(
                        "a beacon is a datagram of %d bytes, in which its name and description do not fit: they make it %d"
                                .formatted(BeaconText.MOST, size));
            }
        }
    }

    public ServerSpec {
        Objects.requireNonNull(policy, "policy is null");
        buses = List.copyOf(buses);
        listen = List.copyOf(listen);
        rules = List.copyOf(rules);
        if (buses.isEmpty() || listen.isEmpty()) {
            throw new IllegalArgumentException("a server has a bus and a place where it listens at least");
        }
    }

    /** Whether an error frame of that class may be for any client. */
    boolean tellsOf(int idWord) {
        boolean isWanted = (idWord & IdWord.EXTENDED_MASK & behaviour.errorMask()) != 0;
        return isWanted
                && (policy.errorFrames()
                        || rules.stream().anyMatch(rule -> rule.policy().errorFrames()));
    }
}
