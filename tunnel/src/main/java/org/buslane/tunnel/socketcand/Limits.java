package org.buslane.tunnel.socketcand;

/**
 * What a server does for its clients at most.
 *
 * @param clients at a time, on all buses
 * @param jobs jobs and filters of one client
 * @param commands of one client in a second; 0 is as many as it likes
 */
public record Limits(int clients, int jobs, int commands) {
    public static final Limits USUAL = new Limits(1000, 256, 0);

    public Limits {
        if (clients < 1 || jobs < 0 || commands < 0) {
            throw new IllegalArgumentException(
                    "at least 1 client, 0 jobs and 0 commands, not %d, %d and %d".formatted(clients, jobs, commands));
        }
    }
}
