package org.buslane.node.socketcand;

import java.util.stream.Collectors;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;

/** What a server that has not begun would have on a bus, for a plan. */
record Unopened(ServerSpec spec) implements TunnelKind {
    @Override
    public String words() {
        return "socketcand at "
                + spec.listen().stream().map(ListenPlace::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Tunnel open(BusSide side) {
        throw new IllegalStateException("server " + spec.name() + " has not begun");
    }
}
