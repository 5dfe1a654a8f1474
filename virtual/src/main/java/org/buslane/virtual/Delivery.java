package org.buslane.virtual;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Errno;

/**
 * Hands a batch to programs, one after the other, with every step in the journal. Never waits: what a
 * program has no room for is its loss, and counted. Owned by the gateway's thread.
 */
final class Delivery {
    private final Outbox outbox;
    private final Journal journal;
    private long now;

    Delivery(Outbox outbox, Journal journal) {
        this.outbox = outbox;
        this.journal = journal;
    }

    /** The time that rates are judged by, in nanoseconds of a monotonic clock. */
    long now() {
        return now;
    }

    void now(long nanos) {
        now = nanos;
    }

    /** The port of this connection is next; what it counts from here on can be taken back. */
    void begin(Connection to) {
        journal.serving(to.rank(), to.slot().read());
    }

    /** It has got what it gets. */
    void end(Connection to) {
        journal.served(to.rank());
    }

    /** One that is no program is next, and is through. */
    void skip(int rank) {
        journal.served(rank);
    }

    /** Sends {@code frames} to {@code to} as coming from the interface {@code index}. */
    void hand(Connection to, int index, int flags, long frames) {
        layOut(to, index, flags, frames, 0);
        journal.sending(frames, to.slot().read(), to.slot().drops());
        send(to, frames, 0);
    }

    /** Goes on after an earlier gateway, which sent the first {@code sent} of {@code frames}. */
    void resume(Connection to, int index, int flags, long frames, int sent) {
        layOut(to, index, flags, frames, sent);
        send(to, frames, sent);
        end(to);
    }

    /**
     * Settles what an earlier gateway was sending of its own participants' frames: those that went out are
     * delivered, the rest is lost. If nothing was sent yet it is as if the frames had not come here.
     */
    void settle(Takeover left, SocketSlot slot) {
        left.journal().restoreRead(slot);
        int lost = Long.bitCount(left.journal().frames()) - left.sent();
        slot.read().delivered(left.sent());
        slot.read().dropped(DropReason.GONE, lost);
    }

    void hold(Takeover left) {
        outbox.hold(left);
    }

    private void layOut(Connection to, int index, int flags, long frames, int sent) {
        outbox.trailer(index, flags | to.raw().stampFlags(), to.slot().drops());
        outbox.frames(frames, sent);
    }

    private void send(Connection to, long frames, int first) {
        int count = Long.bitCount(frames);
        int sent = first;
        int result = 0;
        // A short count hides why it is short; sending the rest once more tells.
        while (sent < count && result >= 0) {
            result = outbox.send(to.socket().descriptor(), sent);
            sent += Math.max(result, 0);
        }
        Ledger ledger = to.slot().read();
        ledger.delivered(sent);
        if (sent < count) {
            ledger.dropped(reason(-result), count - sent);
            if (reason(-result) == DropReason.QUEUE_FULL) {
                to.slot().drops(to.slot().drops() + count - sent);
            }
        }
    }

    private static DropReason reason(int errno) {
        return switch (errno) {
            case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> DropReason.QUEUE_FULL;
            default -> DropReason.GONE;
        };
    }
}
