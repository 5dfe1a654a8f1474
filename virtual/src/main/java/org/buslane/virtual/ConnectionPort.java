package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;
import org.buslane.core.frame.FrameBatch;

/** A program's CAN_RAW socket as a port of one bus: bound to one of its lane's interfaces, or to all. */
final class ConnectionPort extends LinkPort {
    ConnectionPort(Connection connection, Link link, Delivery delivery) {
        super(connection, link, delivery);
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

    @Override
    void resume(FrameBatch batch, long selected, Origin origin, Takeover left) {
        left.journal().restoreRead(connection.slot());
        if (left.journal().frames() == 0) {
            deliver(batch, selected, origin);
        } else {
            delivery.resume(
                    connection, link.index(), flags(origin), left.journal().frames(), left.sent());
        }
    }
}
