package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.Payload;
import org.buslane.core.isotp.IsoTpError;
import org.buslane.core.isotp.IsoTpEvents;
import org.buslane.core.isotp.IsoTpMachine;

/**
 * A client's CAN_ISOTP socket, and the PDUs that wait for the one before them, for which the original waits in write().
 * It never speaks from within {@link #hear}: another client may be speaking, and is to be heard by all in order. Owned by
 * the bus's thread.
 */
final class IsoTpEnd implements IsoTpEvents {
    /** Bytes of PDUs that wait; one may always. */
    private static final int MOST_WAITING = 64 * 1024;

    /** Consecutive frames without a separation time may be many: others have their turn between them. */
    private static final int AT_ONCE = 16;

    private final SessionSide side;
    private final Scratch scratch;
    private final IsoTpMachine machine;
    private final ArrayDeque<Payload> waiting = new ArrayDeque<>();
    private final MemorySegment frame = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);
    private int waitingBytes;
    private boolean sending;
    private long stamp;

    IsoTpEnd(SessionSide side, Scratch scratch, IsoTpSetup setup) {
        this.side = side;
        this.scratch = scratch;
        this.machine = new IsoTpMachine(setup.address(), setup.settings(), this);
    }

    void send(Payload pdu, long now) {
        if (waitingBytes > 0 && waitingBytes + pdu.length() > MOST_WAITING) {
            Complaint.PDU.tell(side);
            return;
        }
        waiting.add(pdu);
        waitingBytes += pdu.length();
        goOn(now);
    }

    /** After all that may have changed what there is to say. */
    private void goOn(long now) {
        speak(now);
        while (machine.isIdle() && !waiting.isEmpty()) {
            Payload pdu = waiting.remove();
            waitingBytes -= pdu.length();
            begin(pdu, now);
        }
    }

    private void begin(Payload pdu, long now) {
        switch (machine.send(MemorySegment.ofArray(pdu.toBytes()), 0, pdu.length(), now)) {
            case STARTED -> {
                sending = true;
                speak(now);
            }
            case BAD_LENGTH -> Complaint.PDU.tell(side);
            case BUSY -> throw new IllegalStateException("the PDU before it is still being sent");
        }
    }

    private void speak(long now) {
        for (int i = 0; i < AT_ONCE && machine.hasFrame(now); i++) {
            int size = machine.frame(frame, 0, now);
            if (side.say(frame, 0, size) != 0 && sending) {
                machine.stopSending();
                sending = false;
                Complaint.PDU.tell(side);
            }
        }
        sending &= !machine.isIdle();
    }

    /** Those of the machine's ids: what it hears, or if they are its own, what it says. */
    long wants(FrameBatch batch, long selected, boolean own) {
        long wanted = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            boolean isWanted =
                    own ? machine.says(batch.idWord(i), batch.size(i)) : machine.heeds(batch.idWord(i), batch.size(i));
            wanted |= isWanted ? Long.lowestOneBit(left) : 0;
        }
        return wanted;
    }

    void hear(FrameBatch batch, long selected, boolean own, long now) {
        for (long left = selected; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            stamp = batch.arrival(i);
            if (own) {
                machine.echoed(batch.memory(), batch.offset(i), now);
            } else {
                machine.hear(batch.memory(), batch.offset(i), batch.size(i), now);
            }
        }
    }

    /** The next PDU begins at once. */
    long due() {
        return machine.isIdle() && !waiting.isEmpty() ? 0 : machine.due();
    }

    void run(long now) {
        machine.tick(now);
        goOn(now);
    }

    @Override
    public void received(byte[] pdu, int length) {
        scratch.tellPdu(side, pdu, length, stamp);
    }

    /** The original's next write() fails with what became of the PDU before it, which ends the session. */
    @Override
    public void failed(IsoTpError error) {
        if (sending && machine.isIdle()) {
            sending = false;
            Complaint.PDU.tell(side);
        }
    }
}
