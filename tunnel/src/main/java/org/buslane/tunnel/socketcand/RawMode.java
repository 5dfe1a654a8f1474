package org.buslane.tunnel.socketcand;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Errno;
import org.buslane.tunnel.line.Line;

/**
 * Raw mode: where a client stands in the reel of its group. It gets every entry from the one on that was next when it
 * came, but for those it said itself; entries that went before it took them are counted as lost. Owned by the bus's thread;
 * nothing is allocated for a frame.
 */
final class RawMode implements SessionMode {
    /**
     * Bytes to a write. The kernel asks whether its own queue is full (TCP_NOTSENT_LOWAT) once for what a write brings, so
     * that is what it may hold of a client that takes little, twice.
     */
    private static final int CHUNK = 8 * 1024;

    private final RawGroups groups;
    private final RawGroup group;
    private final Reel reel;
    private final Ledger sent;
    private final int self;
    private long holdUntil;
    private long next;
    private long offered;
    private long denied;
    private long overRate;
    private long wordless;
    private boolean isHeld;
    private boolean isClosed;

    /**
     * @param self under which the client speaks
     * @param holdUntil before it no frame goes
     */
    RawMode(RawGroups groups, Policy policy, Ledger sent, int self, long now, long holdUntil) {
        this.groups = groups;
        this.group = groups.join(policy, now);
        this.reel = group.reel();
        this.sent = sent;
        this.self = self;
        this.holdUntil = holdUntil;
        this.isHeld = holdUntil > now;
        this.next = reel.head();
        note();
    }

    private void note() {
        offered = group.offered();
        denied = group.denied();
        overRate = group.overRate();
        wordless = group.wordless();
    }

    /** Its client has said something, so it has read what it was answered: the first frame waits no longer. */
    void spoken() {
        holdUntil = Long.MIN_VALUE;
    }

    /** Entries that were not taken yet. */
    long waiting() {
        return reel.head() - next;
    }

    /**
     * Writes what waits, as far as the line takes it. A frame of which it took a part only goes on in the outbox, which is
     * empty before: that frame may be gone from here by then.
     *
     * @return 0; EAGAIN or another errno, negative, if it takes no more
     */
    int write(Line line, Outbox rest, ClientAccount account) {
        if (isHeld) {
            return 0;
        }
        while (skip()) {
            long end = reel.runEnd(next, self, CHUNK);
            int start = reel.start(next);
            int size = reel.end(end - 1) - start;
            int result = line.write(reel.memory(), start, size);
            if (result < 0) {
                return result;
            }
            account.bytesSent(result);
            if (result < size) {
                advance(start + result, rest);
                return -Errno.EAGAIN;
            }
            sent.delivered(end - next);
            next = end;
        }
        return 0;
    }

    /** Past what is gone and what is its own. @return whether there is anything left */
    private boolean skip() {
        if (next < reel.tail()) {
            sent.dropped(DropReason.QUEUE_FULL, reel.tail() - next);
            next = reel.tail();
        }
        while (next < reel.head() && reel.isOf(next, self)) {
            sent.dropped(DropReason.UNWANTED, 1);
            next++;
        }
        return next < reel.head();
    }

    private void advance(int written, Outbox rest) {
        while (reel.end(next) <= written) {
            sent.delivered(1);
            next++;
        }
        if (reel.start(next) < written) {
            rest.addRest(reel.memory(), written, reel.end(next) - written);
            next++;
        }
    }

    /** Counts what was offered until now, so that what came in is what went, was dropped, and waits. */
    void settle() {
        sent.in(group.offered() - offered);
        sent.dropped(DropReason.DENIED, group.denied() - denied);
        sent.dropped(DropReason.OVER_RATE, group.overRate() - overRate);
        sent.dropped(DropReason.UNWANTED, group.wordless() - wordless);
        note();
        skip();
    }

    @Override
    public boolean command(Command command, long now) {
        return false;
    }

    @Override
    public boolean sends() {
        return true;
    }

    @Override
    public long due() {
        return isHeld ? holdUntil : Long.MAX_VALUE;
    }

    @Override
    public void run(long now) {
        isHeld = now < holdUntil;
    }

    /** What waits is lost to it. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            settle();
            sent.dropped(DropReason.GONE, waiting());
            next = reel.head();
            groups.leave(group);
        }
    }
}
