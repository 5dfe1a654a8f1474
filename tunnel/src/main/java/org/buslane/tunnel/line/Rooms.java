package org.buslane.tunnel.line;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lends memory to connections for as long as bytes wait in it: of hundreds that are quiet, none has any. Safe for several
 * threads; they meet here once for a record, whose cipher costs far more than the lock.
 */
final class Rooms {
    /** Those kept for the next, whatever a storm has needed. */
    private static final int KEPT = 16;

    private final int bytes;
    private final Deque<Room> free = new ArrayDeque<>(KEPT);

    /** @param bytes of each room */
    Rooms(int bytes) {
        this.bytes = bytes;
    }

    /** An empty one. */
    synchronized Room lend() {
        Room room = free.poll();
        return room == null ? new Room(bytes) : room;
    }

    synchronized void giveBack(Room room) {
        if (free.size() < KEPT) {
            room.clear();
            free.push(room);
        }
    }
}
