package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.buslane.core.bus.Ledger;

/**
 * How far the batch on its way has come, written as it goes, in memory that a killed gateway leaves
 * behind. With the lengths that recvmmsg and sendmmsg write next to their headers it tells which frames
 * were taken from which socket, and who has got them already, so that the next gateway goes on at the
 * very frame, and no count is doubled. SIGKILL ends a system call before it or after it, never between
 * its effect and what it writes back.
 *
 * <p>A step is what one release store says: {@link #begin}, {@link #publishing}, {@link #published},
 * {@link #serving}, {@link #sending}, {@link #served}, {@link #passed}, {@link #end}; apart from a batch,
 * {@link #leaving} and {@link #left}, and {@link #speaking}. What the step is about is stored before; the counts as they were at
 * its beginning, too.
 */
class Journal {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private static final int RESIDENT = -1;

    private static final long SOURCE = 0;
    private static final long DONE = 4;
    private static final long UNTIL = 8;
    private static final long INDEX = 12;
    private static final long RANK = 16;
    private static final long FIRST = 20;
    private static final long SENDING = 24;
    private static final long STAMP = 32;
    private static final long DROPS = 40;
    private static final long LEAVING = 44;
    private static final long MASK = 48;
    private static final long PUBLISHED = 56;
    private static final long WRITTEN = 1024;
    private static final long SERVING = WRITTEN + Ledger.SIZE;
    private static final long GIVING = SERVING + Ledger.SIZE;
    private static final long LANE_WRITTEN = GIVING + Ledger.SIZE;
    private static final long LANE_READ = LANE_WRITTEN + Ledger.SIZE;

    private final MemorySegment memory;

    Journal(MemorySegment memory) {
        this.memory = memory;
    }

    /** A receive from this socket begins; from here on the inbox is its. */
    void begin(int socket, Ledger written) {
        set(DONE, 0);
        set(UNTIL, 0);
        written.save(memory, WRITTEN);
        step(SOURCE, socket + 1);
    }

    /**
     * Frames that the gateway's own participants made are on their way. Should it be killed, those who have not
     * got them yet never will: nobody gets one twice.
     */
    void speaking() {
        set(RANK, -1);
        step(SOURCE, RESIDENT);
    }

    /** Whether the frames that are on their way are of {@link #speaking}. */
    boolean isSpeaking() {
        return get(SOURCE) == RESIDENT;
    }

    /** Nothing is on its way. */
    void end() {
        step(SOURCE, 0);
    }

    void stamp(long nanos) {
        memory.set(ValueLayout.JAVA_LONG, STAMP, nanos);
    }

    /**
     * Records up to {@code until} are judged and counted; those of {@code mask} go to the ports of a bus in
     * ascending rank.
     *
     * @param index of the interface that leads to the bus; whatever if the mask is empty
     * @param published frames on that bus before these
     */
    void publishing(int until, int index, long mask, long published) {
        memory.set(ValueLayout.JAVA_LONG, MASK, mask);
        memory.set(ValueLayout.JAVA_LONG, PUBLISHED, published);
        set(INDEX, index);
        set(RANK, -1);
        set(FIRST, 0);
        step(UNTIL, until);
    }

    /** The records of {@link #publishing} are everywhere they go. */
    void published(Ledger written) {
        written.save(memory, WRITTEN);
        step(DONE, get(UNTIL));
    }

    /** Records up to {@code until} are a request that was answered: it is not judged, and goes nowhere. */
    void passed(int until) {
        // In this order nothing is ever about to be published.
        step(DONE, until);
        step(UNTIL, until);
    }

    /** The port of this rank is next, with these counts. */
    void serving(int rank, Ledger read) {
        memory.set(ValueLayout.JAVA_LONG, SENDING, 0);
        read.save(memory, SERVING);
        step(RANK, rank);
    }

    /** {@code frames} go to the port being served; the outbox's lengths are zero. */
    void sending(long frames, Ledger read, int drops) {
        read.save(memory, GIVING);
        set(DROPS, drops);
        step(SENDING, frames);
    }

    /** The port of {@link #serving} has what it gets. */
    void served(int rank) {
        set(FIRST, rank + 1);
        step(RANK, -1);
    }

    /** The counts of this socket begin to be added to its lane's, which are these. */
    void leaving(int socket, Ledger written, Ledger read) {
        written.save(memory, LANE_WRITTEN);
        read.save(memory, LANE_READ);
        step(LEAVING, socket + 1);
    }

    /** They are the lane's, and the socket's slot is free. */
    void left() {
        step(LEAVING, 0);
    }

    /** The socket whose counts are being added to its lane's, or -1. */
    int leaving() {
        return get(LEAVING) - 1;
    }

    /** Takes back what was added to the counts of the leaving socket's lane. */
    void restoreLane(Ledger written, Ledger read) {
        written.restore(memory, LANE_WRITTEN);
        read.restore(memory, LANE_READ);
    }

    /** The socket whose records are in the inbox; below 0 if there is none. */
    int source() {
        return get(SOURCE) - 1;
    }

    long stamp() {
        return memory.get(ValueLayout.JAVA_LONG, STAMP);
    }

    int done() {
        return get(DONE);
    }

    int until() {
        return get(UNTIL);
    }

    /** The frames that were on their way to a bus. */
    long mask() {
        return memory.get(ValueLayout.JAVA_LONG, MASK);
    }

    /** Frames that there had been on this bus before. */
    long published() {
        return memory.get(ValueLayout.JAVA_LONG, PUBLISHED);
    }

    /** Of the interface that leads to this bus. */
    int index() {
        return get(INDEX);
    }

    /** Of the port being served, or -1. */
    int rank() {
        return get(RANK);
    }

    /** If no port is being served, the lowest rank that was not. */
    int first() {
        return get(FIRST);
    }

    /** The frames for the port being served, once they are settled; else 0. */
    long frames() {
        return memory.get(ValueLayout.JAVA_LONG, SENDING);
    }

    /** Takes back what was counted of records that were being judged. */
    void restoreWritten(Ledger written) {
        written.restore(memory, WRITTEN);
    }

    /** Takes back what was counted at the port being served: all of it, or what is about the sending. */
    void restoreRead(SocketSlot slot) {
        if (frames() == 0) {
            slot.read().restore(memory, SERVING);
        } else {
            slot.read().restore(memory, GIVING);
            slot.drops(get(DROPS));
        }
    }

    private void set(long field, int value) {
        memory.set(ValueLayout.JAVA_INT, field, value);
    }

    /** The one store that makes a step; a test stops the gateway before it or after it. */
    void step(long field, int value) {
        INT.setRelease(memory, field, value);
    }

    /** As the other, for a set of frames. */
    void step(long field, long frames) {
        LONG.setRelease(memory, field, frames);
    }

    private int get(long field) {
        return memory.get(ValueLayout.JAVA_INT, field);
    }
}
