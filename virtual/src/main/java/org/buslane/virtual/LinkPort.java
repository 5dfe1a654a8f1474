package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;
import org.buslane.core.bus.Port;
import org.buslane.core.frame.FrameBatch;
import org.buslane.virtual.wire.Trailer;

/** A program's socket as a port of one bus, by one of its lane's interfaces. */
abstract sealed class LinkPort implements Port permits ConnectionPort, SessionPort {
    final Connection connection;
    final Link link;
    final Delivery delivery;

    LinkPort(Connection connection, Link link, Delivery delivery) {
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

    /** Takes up what an earlier gateway was about to do here with the {@code selected} frames. */
    abstract void resume(FrameBatch batch, long selected, Origin origin, Takeover left);

    /** A lane's own frames are not subject to what it may read, only to the sender's loopback switch. */
    final long allowed(FrameBatch batch, long selected, Origin origin, Ledger ledger) {
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
    final int flags(Origin origin) {
        return (origin.host() == connection.host() ? Trailer.LOCAL : 0) | (origin == connection ? Trailer.OWN : 0);
    }
}
