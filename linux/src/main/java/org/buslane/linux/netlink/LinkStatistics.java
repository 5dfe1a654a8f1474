package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/** The first counters of struct rtnl_link_stats64, linux/if_link.h. They count frames; bytes are those of their data. */
public record LinkStatistics(
        long receivedFrames,
        long sentFrames,
        long receivedBytes,
        long sentBytes,
        long receiveErrors,
        long sendErrors,
        long receiveDrops,
        long sendDrops) {
    static final LinkStatistics NONE = new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    static final int SIZE = 64;

    static LinkStatistics read(ByteBuffer counters) {
        return new LinkStatistics(
                counters.getLong(0),
                counters.getLong(8),
                counters.getLong(16),
                counters.getLong(24),
                counters.getLong(32),
                counters.getLong(40),
                counters.getLong(48),
                counters.getLong(56));
    }
}
