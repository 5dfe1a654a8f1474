package org.buslane.tunnel.bus;

/**
 * When a device that took no frame is asked again. No event tells that its queue has room (ENOBUFS): a classic frame
 * leaves it after 0.1 to 1 ms, unless nobody on the wire acknowledges. Owned by one thread.
 */
final class Retry {
    private static final long FIRST = 200_000;
    private static final long MOST = 3_200_000;
    private static final long AT_ONCE = Long.MIN_VALUE;

    private long due = AT_ONCE;
    private long pause = FIRST;
    private boolean awaitsRoom;

    long due() {
        return due;
    }

    boolean awaitsRoom() {
        return awaitsRoom;
    }

    /** @param roomIsTold whether it was the socket's buffer that is full (EAGAIN), of which epoll tells */
    void later(long now, boolean roomIsTold) {
        due = now + pause;
        pause = Math.min(MOST, 2 * pause);
        awaitsRoom = roomIsTold;
    }

    void reset() {
        due = AT_ONCE;
        pause = FIRST;
        awaitsRoom = false;
    }
}
