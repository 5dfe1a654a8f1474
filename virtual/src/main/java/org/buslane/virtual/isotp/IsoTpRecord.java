package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpSettings;

/**
 * What of a socket outlives the gateway: address and options. Of a transfer only that there was one, as
 * its partner goes on without us.
 *
 * @param index the interface bound to; 0 is none
 * @param busy {@link #SENDING}, {@link #RECEIVING}
 */
record IsoTpRecord(int index, IsoTpAddress address, IsoTpSettings settings, int busy) {
    static final int SENDING = 1;
    static final int RECEIVING = 2;

    private static final VarHandle FLAGS = ValueLayout.JAVA_INT.varHandle();
    private static final int BUSY = 12;

    /** In the same word: memory that nobody wrote to has it not. */
    private static final int SAVED = 4;

    private static final int SETTINGS = 16;
    private static final int FLOW_CONTROL = SETTINGS + IsoTpStructs.OPTIONS;
    private static final int LINK = FLOW_CONTROL + 4;
    private static final int FORCED_TX = LINK + 4;
    private static final int FORCED_RX = FORCED_TX + 4;
    private static final int FRAME = FORCED_RX + 4;
    private static final int SIZE = FRAME + 4;

    /** Says that it is there when it is: who is killed over it leaves nothing rather than half of it. */
    void save(MemorySegment memory) {
        MemorySegment record = memory.asSlice(0, SIZE);
        FLAGS.setRelease(record, (long) BUSY, 0);
        IsoTpStructs.word(record, 0, index);
        IsoTpStructs.word(record, 4, address.txId());
        IsoTpStructs.word(record, 8, address.rxId());
        IsoTpStructs.write(settings.options(), record, SETTINGS);
        IsoTpStructs.write(settings.flowControl(), record, FLOW_CONTROL);
        IsoTpStructs.write(settings.link(), record, LINK);
        IsoTpStructs.word(record, FORCED_TX, (int) settings.forcedTxNanos());
        IsoTpStructs.word(record, FORCED_RX, (int) settings.forcedRxNanos());
        IsoTpStructs.word(record, FRAME, (int) settings.frameNanos());
        busy(record, busy);
    }

    /** Changes no more of what was saved than what is under way. */
    static void busy(MemorySegment memory, int busy) {
        FLAGS.setRelease(memory, (long) BUSY, busy | SAVED);
    }

    /** Reads what {@link #save} wrote; empty if nothing was. */
    static Optional<IsoTpRecord> read(MemorySegment record) {
        if ((IsoTpStructs.word(record, BUSY) & SAVED) == 0) {
            return Optional.empty();
        }
        IsoTpSettings settings = new IsoTpSettings(
                IsoTpStructs.options(record, SETTINGS),
                nanos(record, FRAME),
                IsoTpStructs.flowControl(record, FLOW_CONTROL),
                IsoTpStructs.link(record, LINK),
                nanos(record, FORCED_TX),
                nanos(record, FORCED_RX),
                IsoTpSettings.LONGEST);
        return Optional.of(new IsoTpRecord(
                IsoTpStructs.word(record, 0),
                new IsoTpAddress(IsoTpStructs.word(record, 4), IsoTpStructs.word(record, 8)),
                settings,
                IsoTpStructs.word(record, BUSY) & ~SAVED));
    }

    private static long nanos(MemorySegment record, long at) {
        return Integer.toUnsignedLong(IsoTpStructs.word(record, at));
    }
}
