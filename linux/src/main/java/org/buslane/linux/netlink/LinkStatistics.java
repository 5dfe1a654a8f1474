package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/**
 * Counters of struct rtnl_link_stats64, linux/if_link.h. They count frames; bytes are those of their data.
 *
 * @param receiveOverruns frames that a card lost since nobody fetched them in time: rx_over_errors, rx_fifo_errors and
 *     rx_missed_errors, of which drivers of CAN cards count one or the other
 */
public record LinkStatistics(
        long receivedFrames,
        long sentFrames,
        long receivedBytes,
        long sentBytes,
        long receiveErrors,
        long sendErrors,
        long receiveDrops,
        long sendDrops,
        long receiveOverruns) {
    static final LinkStatistics NONE = new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    static final int SIZE = 64;

    private static final int[] OVERRUNS = {88, 112, 120};

    /** Without overruns. */
    public LinkStatistics(
            long receivedFrames,
            long sentFrames,
            long receivedBytes,
            long sentBytes,
            long receiveErrors,
            long sendErrors,
            long receiveDrops,
            long sendDrops) {
        this(
                receivedFrames,
                sentFrames,
                receivedBytes,
                sentBytes,
                receiveErrors,
                sendErrors,
                receiveDrops,
                sendDrops,
                0);
    }

    static LinkStatistics read(ByteBuffer counters) {
        return new LinkStatistics(
                counters.getLong(0),
                counters.getLong(8),
                counters.getLong(16),
                counters.getLong(24),
                counters.getLong(32),
                counters.getLong(40),
                counters.getLong(48),
                counters.getLong(56),
                overruns(counters));
    }

    private static long overruns(ByteBuffer counters) {
        long sum = 0;
        for (int offset : OVERRUNS) {
            sum += offset + Long.BYTES <= counters.limit() ? counters.getLong(offset) : 0;
        }
        return sum;
    }
}
