package org.buslane.tunnel.socketcand;

import java.util.Objects;
import java.util.Set;

/**
 * How a server speaks.
 *
 * @param dialects words beyond the original's
 * @param errorMask classes of error frames that clients in raw mode are told of, CAN_ERR_* of linux/can/error.h; 0 is none
 * @param strict an unknown command is answered with {@code < error unknown command >}, which ends python-can, as the
 *     original does; else it is counted only
 * @param quickAck each read is acknowledged at once
 * @param holdOff nanoseconds between {@code < ok >} and the first frame, unless the client says something before:
 *     python-can takes both for one answer if they come in one read, and says nothing until it has read the first
 * @param queue bytes of answers that may wait for one client; of frames, the server keeps its last {@code reel} bytes for
 *     all of them
 */
public record Behaviour(
        Set<Dialect> dialects, int errorMask, boolean strict, boolean quickAck, long holdOff, int queue, int reel) {
    private static final long MILLI = 1_000_000;

    public static final Behaviour USUAL = new Behaviour(Set.of(), 0, true, false, 100 * MILLI, 64 * 1024, 1024 * 1024);

    public Behaviour {
        dialects = Set.copyOf(Objects.requireNonNull(dialects, "dialects is null"));
        if (dialects.contains(Dialect.FDFRAME) && dialects.contains(Dialect.LONG_FRAME)) {
            throw new IllegalArgumentException("FD frames have one dialect: fdframe or long-frame");
        }
        if (holdOff < 0 || holdOff > 1000 * MILLI) {
            throw new IllegalArgumentException("a hold-off is 0 to 1 s, not %d ns".formatted(holdOff));
        }
        if (queue < 16 * 1024 || reel < 64 * 1024 || reel > 64 * 1024 * 1024) {
            throw new IllegalArgumentException(
                    "16 KiB of answers and 64 KiB to 64 MiB of frames at least, not %d and %d".formatted(queue, reel));
        }
    }
}
