package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;
import org.buslane.core.bus.Port;
import org.buslane.core.frame.FrameBatch;
import org.buslane.virtual.wire.Trailer;

/** A program's socket as a port of one bus: bound to one of its lane's interfaces, or to all. */
final class ConnectionPort implements Port {
    private final Connection connection;
    private final Link link;
    private final Delivery delivery;

    ConnectionPort(Connection connection, Link link, Delivery delivery) {
        this.connection = connection;
        this.link = link;
        this.delivery = delivery;
    }

    Link link() {
        return link;
    }

    @Override
    public int rank() {
        return connection.rank();
    }

    @Override
    public void deliver(FrameBatch batch, long selected, Origin origin) {
        delivery.begin(connection);
        Ledger ledger = connection.slot().read();
        ledger.in(Long.bitCount(selected));
        long allowed = allowed(batch, selected, origin, ledger);
        long wanted = connection.raw().wanted(batch, allowed, origin == connection);
        if (wanted != allowed) {
            ledger.dropped(DropReason.UNWANTED, Long.bitCount(allowed & ~wanted));
        }
        if (wanted != 0) {
            delivery.hand(connection, link.index(), flags(origin), wanted);
        }
        delivery.end(connection);
    }

    /** Takes up what an earlier gateway was about to do here with the {@code selected} frames. */
    void resume(FrameBatch batch, long selected, Origin origin, Takeover left) {
        left.journal().restoreRead(connection.slot());
        if (left.journal().frames() == 0) {
            deliver(batch, selected, origin);
        } else {
            delivery.resume(
                    connection, link.index(), flags(origin), left.journal().frames(), left.sent());
        }
    }

    /** A lane's own frames are not subject to what it may read, only to the sender's loopback switch. */
    private long allowed(FrameBatch batch, long selected, Origin origin, Ledger ledger) {
        if (origin.host() != connection.host()) {
            long allowed = link.read().allowed(batch, selected, delivery.now());
            link.read().count(ledger);
            return allowed;
        }
        if (origin.loopback()) {
            return selected;
        }
        ledger.dropped(DropReason.UNWANTED, Long.bitCount(selected));
        return 0;
    }

    /** MSG_DONTROUTE for the local host's frames and MSG_CONFIRM for the socket's own: raw_rcv() of net/can/raw.c. */
    private int flags(Origin origin) {
        return (origin.host() == connection.host() ? Trailer.LOCAL : 0) | (origin == connection ? Trailer.OWN : 0);
    }
}
