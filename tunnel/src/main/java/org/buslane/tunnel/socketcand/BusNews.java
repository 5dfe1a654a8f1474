package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.tunnel.BusSide;

/**
 * That a bus has gone, or is back, as an error frame: the only word for it that clients can bear, as python-can takes a
 * sentence for a fault of its own. A card that leaves its bus and is restarted tells it by the same two (can_bus_off and
 * can_restart of drivers/net/can/dev); of an interface that is set down or deleted no frame tells. Owned by the bus's
 * thread.
 */
final class BusNews {
    /** CAN_ERR_BUSOFF and CAN_ERR_RESTARTED of linux/can/error.h. */
    private static final int BUS_OFF = 0x40;

    private static final int RESTARTED = 0x100;

    private final BusSide side;
    private final MemorySegment memory =
            Arena.ofAuto().allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, Long.BYTES);
    private final FrameBatch frame = new FrameBatch(memory, FrameLayout.FD_SIZE);
    private boolean isThere;

    /** That it is there or not now is none. */
    BusNews(BusSide side) {
        this.side = side;
        this.isThere = side.mtu() != 0;
    }

    /** Whether there are any. */
    boolean isDue() {
        return isThere != (side.mtu() != 0);
    }

    /**
     * They are told, and are none from now on.
     *
     * @return a batch of one frame, valid until the next call
     */
    FrameBatch tell() {
        isThere = side.mtu() != 0;
        memory.set(ValueLayout.JAVA_INT, FrameLayout.OFFSET_ID, IdWord.ERROR | (isThere ? RESTARTED : BUS_OFF));
        memory.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_LENGTH, (byte) FrameLayout.CLASSIC_DATA);
        frame.count(1);
        frame.size(0, FrameLayout.CLASSIC_SIZE);
        frame.stamp(side.realtime());
        return frame;
    }
}
