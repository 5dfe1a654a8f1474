package org.buslane.tunnel.bus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.can.SendEnd;

/**
 * What tunnels say on the bus: it waits until there are 64 or nothing else is to be done, then goes out with one call,
 * and then the other tunnels hear it. What the device does not take waits on, in its order. Owned by the bus's thread.
 */
final class Saying {
    /** CANXL_MIN_MTU of linux/can.h. */
    private static final int XL_MTU = 76;

    /** So that two tunnels that answer each other for ever leave time for others. */
    private static final int BATCHES_AT_ONCE = 32;

    private final BusPort port;
    private final LongSupplier realtime;
    private final Seats seats;
    private final SaidFrames waiting = new SaidFrames();
    private final FrameBatch batch;
    private final Ledger ledger = Ledger.onHeap();
    private final Retry retry = new Retry();
    private boolean busy;

    /** @param realtime nanoseconds since 1970 */
    Saying(BusPort port, Seats seats, LongSupplier realtime) {
        this.port = port;
        this.realtime = realtime;
        this.seats = seats;
        this.batch = new FrameBatch(
                Arena.ofAuto().allocate((long) Hearing.STRIDE * FrameBatch.CAPACITY, 64), Hearing.STRIDE);
    }

    Ledger ledger() {
        return ledger;
    }

    int waiting() {
        return waiting.count();
    }

    /** When to go on sending. */
    long due() {
        return waiting.isEmpty() ? Long.MAX_VALUE : retry.due();
    }

    /** Whether to wait until the socket has room. */
    boolean awaitsRoom() {
        return !waiting.isEmpty() && retry.awaitsRoom();
    }

    /** There is. */
    void room() {
        retry.reset();
    }

    /** While the tunnels hear, what one of them says is only put behind the rest: no hearing begins within another. */
    void busy(boolean now) {
        busy = now;
    }

    boolean say(TunnelSeat speaker, MemorySegment memory, long offset, int size, long expires, long now) {
        speaker.said().in(1);
        ledger.in(1);
        if (port.state() != PortState.UP) {
            drop(speaker, DropReason.DOWN);
            return true;
        }
        if (!isCarried(memory, offset, size)) {
            drop(speaker, DropReason.INVALID);
            return true;
        }
        if (!waiting.add(speaker, memory, offset, size, expires)) {
            dropExpired(now);
            if (!waiting.add(speaker, memory, offset, size, expires)) {
                drop(speaker, DropReason.QUEUE_FULL);
                return false;
            }
        }
        if (waiting.count() >= FrameBatch.CAPACITY) {
            send(now);
        }
        return true;
    }

    /** As raw_check_txframe of net/can/raw.c has it, which would only say that some frame of a batch is bad. */
    private boolean isCarried(MemorySegment memory, long offset, int size) {
        return switch (FrameKind.of(memory, offset, size)) {
            case DATA, REMOTE, ERROR -> true;
            case FD -> port.mtu() >= FrameLayout.FD_SIZE;
            case XL -> port.mtu() >= XL_MTU && size <= port.mtu();
            case INVALID -> false;
        };
    }

    private void drop(TunnelSeat speaker, DropReason reason) {
        speaker.said().dropped(reason, 1);
        ledger.dropped(reason, 1);
    }

    /** Sends what waits, as far as the device takes it. */
    void send(long now) {
        if (busy || retry.due() > now) {
            return;
        }
        busy = true;
        try {
            boolean goesOn = true;
            for (int i = 0; goesOn && i < BATCHES_AT_ONCE && !waiting.isEmpty(); i++) {
                goesOn = sendBatch(now);
            }
        } finally {
            busy = false;
        }
    }

    /** @return whether it makes sense to go on */
    private boolean sendBatch(long now) {
        if (port.state() != PortState.UP) {
            dropAll(DropReason.DOWN);
            return false;
        }
        dropExpired(now);
        waiting.copyTo(batch, now);
        if (batch.count() == 0) {
            return false;
        }
        batch.stamp(realtime.getAsLong());
        int sent = port.send(batch, 0, batch.count());
        SendEnd end = port.sendEnd();
        delivered(sent);
        switch (end) {
            case ALL_SENT -> {}
            case QUEUE_FULL -> retry.later(now, false);
            case BUFFER_FULL -> retry.later(now, true);
            case DOWN, GONE -> dropAll(DropReason.DOWN);
            case BAD_FRAME -> dropOldest(DropReason.INVALID);
            case FAILED -> dropOldest(DropReason.REFUSED);
        }
        // Last, as what is said meanwhile goes where these were.
        seats.hearOthers(batch, sent == FrameBatch.CAPACITY ? -1L : (1L << sent) - 1);
        return retry.due() <= now;
    }

    private void delivered(int sent) {
        seats.clearOwn();
        for (int i = 0; i < sent; i++) {
            TunnelSeat speaker = waiting.speaker(0);
            speaker.own(speaker.own() | 1L << i);
            speaker.said().delivered(1);
            waiting.removeOldest();
        }
        ledger.delivered(sent);
        if (sent > 0) {
            retry.reset();
        }
    }

    private void dropExpired(long now) {
        while (!waiting.isEmpty() && waiting.isExpired(0, now)) {
            dropOldest(DropReason.OVER_AGE);
        }
    }

    private void dropAll(DropReason reason) {
        while (!waiting.isEmpty()) {
            dropOldest(reason);
        }
        retry.reset();
    }

    private void dropOldest(DropReason reason) {
        drop(waiting.speaker(0), reason);
        waiting.removeOldest();
    }
}
