package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.virtual.wire.ProgramRecord;

/**
 * Judges what a program wrote, frame by frame: on to a link, or dropped and counted. The layer in the
 * program has told it most of these errors already (raw_sendmsg() of net/can/raw.c, can_send()); who comes
 * without the layer, or with ill will, is counted here. Owned by the gateway's thread.
 */
final class Ingress {
    private final Inbox inbox;
    private final FrameBatch batch;
    private final MemorySegment memory;
    private int place;
    private long mask;

    Ingress(Inbox inbox) {
        this.inbox = inbox;
        this.batch = inbox.batch();
        this.memory = batch.memory();
    }

    /** After {@link #judge}: the frames that go on, all to the link at {@link #place}. */
    long mask() {
        return mask;
    }

    /** Among the lane's links; -1 if the records were for none of them. */
    int place() {
        return place;
    }

    /**
     * Judges records from {@code first} on, up to the first that is no frame (a request, or the end) or
     * that is for another link: one who hears several links hears frames in the order they were written.
     *
     * @return where it stopped, at most {@code count}
     */
    int judge(Connection from, int first, int count, long now) {
        mask = 0;
        place = -1;
        int record = first;
        for (; record < count && inbox.length(record) != 0; record++) {
            ProgramRecord kind = inbox.kind(record);
            int to = place(from, record, kind);
            if (kind == ProgramRecord.REQUEST || (to >= 0 && place >= 0 && to != place)) {
                break;
            }
            place = Math.max(place, to);
            judge(from, record, kind, to, now);
        }
        return record;
    }

    /** Judges a whole batch that a participant of the gateway's own made for one link. */
    long judge(Speaker from, Link to, long now) {
        mask = 0;
        Ledger ledger = from.written();
        for (int record = 0; record < batch.count(); record++) {
            int size = batch.size(record);
            ledger.in(1);
            if (!FrameLayout.isValid(memory, batch.offset(record), size)
                    || size > to.bus().kind().mtu()) {
                ledger.dropped(DropReason.INVALID, 1);
            } else if (!to.bus().isUp()) {
                ledger.dropped(DropReason.DOWN, 1);
            } else {
                admit(to, record, ledger, now);
            }
        }
        return mask;
    }

    private int place(Connection from, int record, ProgramRecord kind) {
        int index = kind == ProgramRecord.ADDRESSED
                ? inbox.address(record)
                : from.raw().isBound() ? from.raw().index() : 0;
        return index == 0 ? -1 : from.lane().place(index);
    }

    private void judge(Connection from, int record, ProgramRecord kind, int to, long now) {
        Ledger ledger = from.slot().written();
        ledger.in(1);
        int size = batch.size(record);
        if (kind == ProgramRecord.RUBBISH || !FrameLayout.isValid(memory, batch.offset(record), size)) {
            ledger.dropped(DropReason.INVALID, 1);
            return;
        }
        if (to < 0) {
            ledger.dropped(DropReason.UNBOUND, 1);
            return;
        }
        Link link = from.lane().links().get(to);
        if (!link.bus().isUp()) {
            ledger.dropped(DropReason.DOWN, 1);
        } else if (!carries(link.bus(), from, size)) {
            ledger.dropped(DropReason.INVALID, 1);
        } else {
            if (size != FrameLayout.CLASSIC_SIZE && size != FrameLayout.FD_SIZE) {
                markNetwork(from, batch.offset(record));
            }
            admit(link, record, ledger, now);
        }
    }

    private static boolean carries(VirtualBus bus, Connection from, int size) {
        return switch (size) {
            case FrameLayout.CLASSIC_SIZE -> true;
            case FrameLayout.FD_SIZE -> from.raw().fd() && bus.kind() != BusKind.CLASSIC;
            default -> from.raw().xl() && bus.kind() == BusKind.XL;
        };
    }

    private void admit(Link link, int record, Ledger ledger, long now) {
        switch (link.write().judge(batch, record, now)) {
            case PASS -> {
                if (batch.size(record) == FrameLayout.FD_SIZE) {
                    markFd(batch.offset(record));
                }
                mask |= 1L << record;
                ledger.delivered(1);
            }
            case DENIED -> ledger.dropped(DropReason.DENIED, 1);
            case OVER_RATE -> ledger.dropped(DropReason.OVER_RATE, 1);
        }
    }

    /** raw_put_canxl_vcid(): the sender's options decide on the network id of a CAN XL frame. */
    private void markNetwork(Connection from, long offset) {
        int word = memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, from.raw().sentPriority(word));
    }

    /** can_send() sets CANFD_FDF in every FD frame, so readers may rely on it. */
    private void markFd(long offset) {
        long place = offset + FrameLayout.OFFSET_FLAGS;
        byte flags = memory.get(ValueLayout.JAVA_BYTE, place);
        memory.set(ValueLayout.JAVA_BYTE, place, (byte) (flags | FrameLayout.FD_FDF));
    }
}
