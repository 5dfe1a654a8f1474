package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Control mode: how much goes over the bus, again and again, and no frames. As in statistics.c the first answer comes when
 * the time has gone by since the mode began, and never more often than every ten milliseconds. Owned by the bus's thread.
 */
final class ControlMode implements SessionMode {
    private static final long MILLI = 1_000_000;

    private final SessionSide side;
    private final TrafficWatch traffic;
    private final Replies replies = new Replies();
    private final MemorySegment text = Arena.ofAuto().allocate(Replies.STAT_MOST);
    private long last;
    private long interval;

    ControlMode(SessionSide side, TrafficWatch traffic, long now) {
        this.side = side;
        this.traffic = traffic;
        this.last = now;
    }

    @Override
    public boolean command(Command command, long now) {
        return switch (command) {
            case Command.Statistics(int millis) -> {
                // An unsigned int there: what is negative here is a time that nobody lives to see.
                interval = millis == 0 ? 0 : Math.max(TrafficWatch.BETWEEN, Integer.toUnsignedLong(millis) * MILLI);
                yield true;
            }
            case Command.Malformed _ -> true;
            default -> false;
        };
    }

    @Override
    public boolean sends() {
        return false;
    }

    @Override
    public long due() {
        return interval == 0 ? Long.MAX_VALUE : last + interval;
    }

    @Override
    public void run(long now) {
        if (due() <= now) {
            last = now;
            int size = replies.stat(traffic.at(now), text, 0);
            side.tell(text, 0, size, 0);
        }
    }

    @Override
    public void close() {}
}
