package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How far the batch on its way has come, written as it goes, in memory that a killed gateway leaves
 * behind. With the lengths that recvmmsg and sendmmsg write next to their headers it tells which frames
 * were taken from which socket, and who has got them already, so that the next gateway goes on at the
 * very frame. A signal ends a system call only before it or after it, never between its effect and
 * what it writes back.
 */
final class Journal {
    private static final int SOURCE = 0;
    private static final int DONE = 4;
    private static final int UNTIL = 8;
    private static final int LINK = 12;
    private static final int RANK = 16;
    private static final int STAMP = 24;
    private static final int SENDING = 32;
    private static final int MASKS = 64;

    private final MemorySegment memory;

    Journal(MemorySegment memory) {
        this.memory = memory;
    }

    /** A receive from this socket begins; from here on the inbox is its. */
    void begin(int socket) {
        set(DONE, 0);
        set(UNTIL, 0);
        set(SOURCE, socket + 1);
    }

    /** Nothing is on its way. */
    void end() {
        set(SOURCE, 0);
    }

    /** The socket whose records are in the inbox, or -1. */
    int source() {
        return get(SOURCE) - 1;
    }

    void stamp(long nanos) {
        memory.set(ValueLayout.JAVA_LONG, STAMP, nanos);
    }

    long stamp() {
        return memory.get(ValueLayout.JAVA_LONG, STAMP);
    }

    /** Records up to {@code until} are judged, {@code masks} says which of them go to which link. */
    void publishing(int until, long[] masks, int links) {
        for (int link = 0; link < links; link++) {
            memory.set(ValueLayout.JAVA_LONG, MASKS + (long) link * Long.BYTES, masks[link]);
        }
        set(LINK, 0);
        set(RANK, -1);
        set(UNTIL, until);
    }

    /** The records of {@link #publishing} are everywhere they go. */
    void published() {
        set(DONE, get(UNTIL));
    }

    int done() {
        return get(DONE);
    }

    int until() {
        return get(UNTIL);
    }

    long mask(int link) {
        return memory.get(ValueLayout.JAVA_LONG, MASKS + (long) link * Long.BYTES);
    }

    /** The frames of this link begin to go out. */
    void link(int link) {
        set(RANK, -1);
        set(LINK, link);
    }

    int link() {
        return get(LINK);
    }

    /** {@code frames} begin to go to the port of this rank; the outbox's lengths are zero. */
    void sending(int rank, long frames) {
        memory.set(ValueLayout.JAVA_LONG, SENDING, frames);
        set(RANK, rank);
    }

    /** The port of the last {@link #sending} is served. */
    void sent() {
        memory.set(ValueLayout.JAVA_LONG, SENDING, 0);
    }

    /** The port being served or served last; -1 before the first. */
    int rank() {
        return get(RANK);
    }

    long frames() {
        return memory.get(ValueLayout.JAVA_LONG, SENDING);
    }

    private void set(int field, int value) {
        memory.set(ValueLayout.JAVA_INT, field, value);
    }

    private int get(int field) {
        return memory.get(ValueLayout.JAVA_INT, field);
    }
}
