package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.Ledger;

/**
 * The counts of a lane's programs that are gone, in {@link GatewayMemory}.
 *
 * <pre>
 * 0 name:64 bytes  64 ledger written  then ledger read
 * </pre>
 */
final class LaneCounts {
    static final int WRITTEN = 64;
    private static final int READ = WRITTEN + Ledger.SIZE;

    private final Ledger written;
    private final Ledger read;

    LaneCounts(MemorySegment memory) {
        written = new Ledger(memory, WRITTEN);
        read = new Ledger(memory, READ);
    }

    Ledger written() {
        return written;
    }

    Ledger read() {
        return read;
    }

    /** The counts of a socket that is gone become its lane's, once, and its slot is free. */
    void absorb(int number, SocketSlot gone, Journal journal) {
        journal.leaving(number, written, read);
        written.addAll(gone.written().account());
        read.addAll(gone.read().account());
        gone.release();
        journal.left();
    }

    /** Takes back what an earlier gateway had begun to absorb. */
    void restore(Journal left) {
        left.restoreLane(written, read);
    }
}
