package org.buslane.virtual.ecu;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameCursor;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.virtual.Resident;
import org.buslane.virtual.Voice;

/** Gives an ECU the frames of its bus and the gateway's time, which to it begins with its own start. */
final class EcuResident implements Resident {
    /**
     * Between two of its turns: about what a frame takes at 500 kbit/s. Two that answer each other for ever have as much of
     * the thread as they would have of a bus, and not all of it.
     */
    private static final long PACE = 250_000;

    private final Ecu ecu;
    private final Voice voice;
    private final long start;
    private long nextTurn;
    private long withheld;
    private final MemorySegment struct = MemorySegment.ofArray(new long[FrameLayout.FD_SIZE / Long.BYTES]);

    EcuResident(Ecu ecu, Voice voice) {
        this.ecu = ecu;
        this.voice = voice;
        this.start = voice.now();
        this.nextTurn = start;
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        long now = voice.now() - start;
        FrameCursor cursor = new FrameCursor(batch);
        cursor.start(batch, selected);
        while (cursor.next()) {
            if (isForIt(cursor)) {
                hear(cursor.frame(), now, heard);
            } else {
                heard.dropped(DropReason.UNWANTED, 1);
            }
        }
        countWithheld();
    }

    private void hear(Frame frame, long now, Ledger heard) {
        long overflows = ecu.overflows();
        ecu.hear(frame, now);
        if (ecu.overflows() == overflows) {
            heard.delivered(1);
        } else {
            heard.dropped(DropReason.QUEUE_FULL, 1);
        }
    }

    /** XL frames have no id, and what is not of its bus is nothing to it. */
    private boolean isForIt(FrameCursor cursor) {
        FrameKind kind = cursor.kind();
        return (kind == FrameKind.DATA || kind == FrameKind.FD || kind == FrameKind.REMOTE)
                && ecu.listensTo(cursor.idWord());
    }

    @Override
    public long due() {
        long due = ecu.due();
        return due >= Ecu.NEVER - start ? Ecu.NEVER : Math.max(nextTurn, start + due);
    }

    @Override
    public void run(long now) {
        nextTurn = now + PACE;
        ecu.turn(now - start, this::say);
        countWithheld();
    }

    private void countWithheld() {
        long before = withheld;
        withheld = ecu.withheld();
        if (withheld != before) {
            voice.withhold(DropReason.FAULT, (int) (withheld - before));
        }
    }

    /** What finds no room is counted by the voice, as what a controller could not send is gone. */
    private void say(Frame frame) {
        voice.say(struct, 0, FrameStruct.write(frame, struct, 0));
    }

    @Override
    public void close() {
        // It has nothing but memory.
    }
}
