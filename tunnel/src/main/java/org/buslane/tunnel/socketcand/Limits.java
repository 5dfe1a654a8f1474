package org.buslane.tunnel.socketcand;

/**
 * What a server does for its clients at most.
 *
 * @param clients at a time, on all buses
 * @param jobs jobs and filters of one client
 * @param commands of one client in a second; 0 is as many as it likes
 * @param interval nanoseconds between two frames of a job at least; 0 is as often as it likes. net/can/bcm.c has no such
 *     bound, and there a job of a microsecond keeps a processor busy, as it would keep the bus's thread
 */
public record Limits(int clients, int jobs, int commands, long interval) {
    /** With an interval that a classic frame takes at 1 Mbit/s, about. */
    public static final Limits USUAL = new Limits(1000, 256, 0, 100_000);

    private static final long SECOND = 1_000_000_000;

    public Limits {
        if (clients < 1 || jobs < 0 || commands < 0) {
            throw new IllegalArgumentException(
                    "at least 1 client, 0 jobs and 0 commands, not %d, %d and %d".formatted(clients, jobs, commands));
        }
        if (interval < 0 || interval > SECOND) {
            throw new IllegalArgumentException(
                    "the least interval of a job is 0 to 1 s, not %d ns".formatted(interval));
        }
    }
}
