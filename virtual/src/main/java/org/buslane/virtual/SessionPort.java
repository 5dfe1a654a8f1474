package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;
import org.buslane.core.frame.FrameBatch;

/** A program's socket of a protocol above frames as a port of one bus: a session hears all its lane's buses. */
final class SessionPort extends LinkPort {
    private final SessionSeat seat;

    SessionPort(Connection connection, Link link, Delivery delivery, SessionSeat seat) {
        super(connection, link, delivery);
        this.seat = seat;
    }

    /**
     * The frames are counted, and the journal says that they are through, before the session hears them: a
     * gateway that is killed between the two may cost the session frames, and never gives it one twice.
     */
    @Override
    public void deliver(FrameBatch batch, long selected, Origin origin) {
        delivery.begin(connection);
        Ledger ledger = connection.slot().read();
        ledger.in(Long.bitCount(selected));
        long allowed = allowed(batch, selected, origin, ledger);
        long wanted = allowed == 0 ? 0 : seat.wanted(batch, allowed, link.index());
        ledger.delivered(Long.bitCount(wanted));
        ledger.dropped(DropReason.UNWANTED, Long.bitCount(allowed & ~wanted));
        delivery.end(connection);
        if (wanted != 0) {
            seat.hear(batch, wanted, link.index(), flags(origin));
        }
    }

    @Override
    void resume(FrameBatch batch, long selected, Origin origin, Takeover left) {
        left.journal().restoreRead(connection.slot());
        deliver(batch, selected, origin);
    }
}
