package org.buslane.tunnel.socketcand;

import java.util.List;
import java.util.stream.Collectors;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;

/**
 * One bus of a server.
 *
 * @param foyer the running server's, so that the same bus of one that was started anew is another
 */
record SocketcandBus(ServerSpec spec, String bus, Foyer foyer) implements TunnelKind {
    SocketcandBus {
        if (foyer.hatch(bus).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is none of %s's buses: %s".formatted(bus, spec.name(), spec.buses()));
        }
    }

    /** In words: {@code socketcand at 0.0.0.0:29536/tcp}. */
    @Override
    public String words() {
        return "socketcand at " + join(spec.listen());
    }

    private static String join(List<ListenPlace> places) {
        return places.stream().map(ListenPlace::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Tunnel open(BusSide side) {
        return new BusServer(this, side);
    }
}
