package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.line.TlsFiles;

/**
 * A connection to a server, in raw mode: its bus and ours hear each other.
 *
 * @param server where it is; empty if it is to be found by its beacon, each time anew
 * @param bus what the server calls it; of a server that is to be found, empty for the first one that it tells of
 * @param policy of the server
 * @param dialects words beyond the original's that the server knows too
 * @param maxAge nanoseconds after which a frame that could not be put onto the bus, or sent to the server, is of no use
 *     any more; 0 is never
 * @param queue bytes that may wait for the server
 * @param tls if the server speaks TLS 1.3, which one at a unix socket never does
 * @param host whose certificate it must have: a name or an address; empty for the server's own
 */
public record SocketcandClientSpec(
        Optional<ServerPlace> server,
        String bus,
        Policy policy,
        Set<Dialect> dialects,
        long maxAge,
        int queue,
        Optional<TlsFiles> tls,
        String host)
        implements TunnelKind {
    private static final long HOUR = 3_600_000_000_000L;
    private static final int LEAST_QUEUE = 8 * 1024;
    private static final int MOST_QUEUE = 64 * 1024 * 1024;

    /** Where nothing is said: 100 ms. */
    public static final long USUAL_AGE = 100_000_000;

    /** Where nothing is said: about a second of a full bus of 1 Mbit/s. */
    public static final int USUAL_QUEUE = 512 * 1024;

    public SocketcandClientSpec {
        Objects.requireNonNull(policy, "policy is null");
        dialects = Set.copyOf(dialects);
        if (dialects.contains(Dialect.FDFRAME) && dialects.contains(Dialect.LONG_FRAME)) {
            throw new IllegalArgumentException("FD frames have one dialect: fdframe or long-frame");
        }
        if (maxAge < 0 || maxAge > HOUR) {
            throw new IllegalArgumentException("a frame's greatest age is 0 to 1 hour, not %d ns".formatted(maxAge));
        }
        if (queue < LEAST_QUEUE || queue > MOST_QUEUE) {
            throw new IllegalArgumentException(
                    "a queue has %d to %d bytes, not %d".formatted(LEAST_QUEUE, MOST_QUEUE, queue));
        }
        requireBus(bus, server.isEmpty());
        if (server.isPresent()) {
            requireServer(server.get(), tls.isPresent());
        }
    }

    /** A blank or a bracket would make another command of {@code < open … >}. */
    private static void requireBus(String bus, boolean mayBeEmpty) {
        boolean isWord = bus.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '<' && c != '>');
        if (!isWord || (bus.isEmpty() && !mayBeEmpty)) {
            throw new IllegalArgumentException("a server's bus is one word such as can0, not '%s'".formatted(bus));
        }
    }

    private static void requireServer(ServerPlace server, boolean hasTls) {
        switch (server) {
            case ListenPlace.Tcp(InetPlace place) -> {
                if (place.port() == 0 || place.address().isAnyLocalAddress()) {
                    throw new IllegalArgumentException("a client needs its server's address and port, not " + place);
                }
            }
            case ServerPlace.Named _ -> {
                // It has checked itself.
            }
            case ListenPlace.Unix _ -> {
                if (hasTls) {
                    throw new IllegalArgumentException("TLS is for TCP, not for " + server);
                }
            }
        }
    }

    /** With all that is usual. */
    public static SocketcandClientSpec of(ServerPlace server, String bus, Policy policy) {
        return new SocketcandClientSpec(
                Optional.of(server), bus, policy, Set.of(), USUAL_AGE, USUAL_QUEUE, Optional.empty(), "");
    }

    /** In words: {@code socketcand's can0 at 192.0.2.7:29536/tcp}. */
    @Override
    public String words() {
        String what = bus.isEmpty() ? "any bus of socketcand" : "socketcand's " + bus;
        String secret = tls.isPresent() ? " by TLS" : "";
        return server.map(place -> what + " at " + place).orElse(what + " by its beacon") + secret;
    }

    @Override
    public Tunnel open(BusSide side) {
        return new SocketcandLink(this, side, new SplittableRandom(side.realtime()), InetAddress::getByName);
    }

    /** Whose certificate the server must have, which is at this address. */
    String certified(InetAddress address) {
        if (!host.isEmpty()) {
            return host;
        }
        return server.orElse(null) instanceof ServerPlace.Named named ? named.host() : address.getHostAddress();
    }

    /** When a frame of now is of no use any more. */
    long expiry(long now) {
        return maxAge == 0 ? Long.MAX_VALUE : now + maxAge;
    }
}
