package org.buslane.linux.netlink;

import java.nio.ByteBuffer;

/**
 * What an action or a queue did: TCA_STATS_ of linux/gen_stats.h. Where filters share a rate, each shows the counters of all.
 *
 * @param frames that it was given, 64 bits; less {@code overLimit} is what went on
 * @param bytes of their structs, 16 for a classic frame and 72 for CAN FD, 64 bits
 * @param drops of these the dropped ones; a u32 that wraps
 * @param overLimit of these the ones above a rate; a u32 that wraps
 */
public record ActionCounters(long frames, long bytes, long drops, long overLimit) {
    public static final ActionCounters NONE = new ActionCounters(0, 0, 0, 0);

    private static final int BASIC = 1;
    private static final int QUEUE = 3;
    private static final int PACKETS = 8;

    /** struct gnet_stats_basic without its padding, and struct gnet_stats_queue. */
    private static final int BASIC_SIZE = 12;

    private static final int QUEUE_SIZE = 20;

    static ActionCounters read(Attributes statistics) {
        ByteBuffer basic = statistics.value(BASIC, BASIC_SIZE).orElseGet(() -> ByteBuffer.allocate(BASIC_SIZE));
        ByteBuffer queue = statistics.value(QUEUE, QUEUE_SIZE).orElseGet(() -> ByteBuffer.allocate(QUEUE_SIZE));
        // It comes when the 32 bits of the basic ones are too few.
        long packets = statistics
                .value(PACKETS, Long.BYTES)
                .map(value -> value.getLong(0))
                .orElseGet(() -> Integer.toUnsignedLong(basic.getInt(8)));
        return new ActionCounters(
                packets,
                basic.getLong(0),
                Integer.toUnsignedLong(queue.getInt(8)),
                Integer.toUnsignedLong(queue.getInt(16)));
    }
}
