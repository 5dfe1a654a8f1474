package org.buslane.tunnel.socketcand;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;

/**
 * What has gone over a bus since its server has it, for a bus that the kernel counts nothing of: what clients say is sent,
 * all else is received. Bytes are those of data, as can_skb_get_data_len of linux/can/skb.h counts them for drivers. Owned
 * by the bus's thread; allocates nothing.
 */
final class BusTally {
    private long receivedBytes;
    private long receivedFrames;
    private long sentBytes;
    private long sentFrames;

    /** Frames that others put onto the bus. */
    void received(FrameBatch batch, long selected) {
        receivedFrames += Long.bitCount(selected);
        receivedBytes += bytes(batch, selected);
    }

    /** Frames that clients of the server did. */
    void sent(FrameBatch batch) {
        sentFrames += batch.count();
        sentBytes += bytes(batch, batch.all());
    }

    private static long bytes(FrameBatch batch, long selected) {
        long bytes = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            int frame = Long.numberOfTrailingZeros(left);
            long at = batch.offset(frame);
            bytes += switch (FrameKind.of(batch.memory(), at, batch.size(frame))) {
                case DATA, FD -> FrameLayout.length(batch.memory(), at);
                case XL -> batch.size(frame) - FrameLayout.XL_HEADER;
                case REMOTE, ERROR, INVALID -> 0;
            };
        }
        return bytes;
    }

    BusTraffic now() {
        return new BusTraffic(receivedBytes, receivedFrames, sentBytes, sentFrames);
    }
}
