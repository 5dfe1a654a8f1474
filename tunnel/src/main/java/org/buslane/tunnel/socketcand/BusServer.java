package org.buslane.tunnel.socketcand;

import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;

/** A server's clients on one bus. Owned by the bus's thread. */
final class BusServer implements Tunnel {
    private final SocketcandBus kind;

    BusServer(SocketcandBus kind, BusSide side) {
        this.kind = kind;
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        heard.dropped(DropReason.UNWANTED, Long.bitCount(selected));
    }

    @Override
    public void drained() {}

    @Override
    public long due() {
        return Long.MAX_VALUE;
    }

    @Override
    public void run(long now) {}

    @Override
    public void ready(int events) {}

    @Override
    public TunnelReport report() {
        Foyer.Standing standing = kind.foyer().standing();
        return new TunnelReport(standing.well(), standing.note(), String.join(", ", standing.listening()), List.of());
    }

    @Override
    public void close() {}
}
