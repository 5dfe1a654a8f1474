package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.virtual.wire.InterfaceTable;
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
    private final long[] masks = new long[InterfaceTable.MAX_INTERFACES];

    Ingress(Inbox inbox) {
        this.inbox = inbox;
        this.batch = inbox.batch();
        this.memory = batch.memory();
    }

    /** After {@link #judge}: the frames that go to each of the lane's links. */
    long[] masks() {
        return masks;
    }

    /**
     * Judges records from {@code first} on, up to the first that is no frame: a request, or the end.
     *
     * @return where it stopped, at most {@code count}
     */
    int judge(Connection from, int first, int count, long now) {
        int links = from.lane().links().size();
        Arrays.fill(masks, 0, links, 0);
        int record = first;
        for (; record < count && inbox.length(record) != 0; record++) {
            ProgramRecord kind = inbox.kind(record);
            if (kind == ProgramRecord.REQUEST) {
                break;
            }
            judge(from, record, kind, now);
        }
        return record;
    }

    private void judge(Connection from, int record, ProgramRecord kind, long now) {
        Ledger ledger = from.slot().written();
        ledger.in(1);
        boolean addressed = kind == ProgramRecord.ADDRESSED;
        int index = addressed
                ? inbox.takeAddress(record)
                : from.raw().isBound() ? from.raw().index() : 0;
        int size = batch.size(record);
        long offset = batch.offset(record);
        if (kind == ProgramRecord.RUBBISH || !FrameLayout.isValid(memory, offset, size)) {
            ledger.dropped(DropReason.INVALID, 1);
            return;
        }
        int place = index == 0 ? -1 : from.lane().place(index);
        if (place < 0) {
            ledger.dropped(DropReason.UNBOUND, 1);
            return;
        }
        Link link = from.lane().links().get(place);
        if (!link.bus().isUp()) {
            ledger.dropped(DropReason.DOWN, 1);
        } else if (!carries(link.bus(), from, size)) {
            ledger.dropped(DropReason.INVALID, 1);
        } else {
            admit(link, place, record, ledger, now);
        }
    }

    private static boolean carries(VirtualBus bus, Connection from, int size) {
        return switch (size) {
            case FrameLayout.CLASSIC_SIZE -> true;
            case FrameLayout.FD_SIZE -> from.raw().fd() && bus.kind() != BusKind.CLASSIC;
            default -> from.raw().xl() && bus.kind() == BusKind.XL;
        };
    }

    private void admit(Link link, int place, int record, Ledger ledger, long now) {
        switch (link.write().judge(batch, record, now)) {
            case PASS -> {
                if (batch.size(record) == FrameLayout.FD_SIZE) {
                    markFd(batch.offset(record));
                }
                masks[place] |= 1L << record;
                ledger.delivered(1);
            }
            case DENIED -> ledger.dropped(DropReason.DENIED, 1);
            case OVER_RATE -> ledger.dropped(DropReason.OVER_RATE, 1);
        }
    }

    /** can_send() sets CANFD_FDF in every FD frame, so readers may rely on it. */
    private void markFd(long offset) {
        long place = offset + FrameLayout.OFFSET_FLAGS;
        byte flags = memory.get(ValueLayout.JAVA_BYTE, place);
        memory.set(ValueLayout.JAVA_BYTE, place, (byte) (flags | FrameLayout.FD_FDF));
    }
}
