package org.buslane.virtual.isotp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpError;
import org.buslane.core.isotp.IsoTpEvents;
import org.buslane.core.isotp.IsoTpFlags;
import org.buslane.core.isotp.IsoTpMachine;
import org.buslane.core.isotp.IsoTpSettings;
import org.buslane.linux.Errno;
import org.buslane.virtual.session.Later;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;

/**
 * A CAN_ISOTP socket from its bind() on: a machine that speaks, and the writes whose PDUs it is to get across. Owned by
 * the gateway's thread.
 */
final class BoundSocket implements IsoTpEvents {
    /** What a machine keeps: a PDU each way, and itself. */
    static final int BYTES = 2 * IsoTpSettings.LONGEST + 512;

    /** Consecutive frames without a separation time may be many: others have their turn between them. */
    private static final int AT_ONCE = 16;

    /** One for all sockets, as each PDU is handed on before the next is there. */
    private static final ThreadLocal<MemorySegment> TOLD =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(IsoTpSettings.LONGEST));

    private final SessionHost host;
    private final int index;
    private final IsoTpMachine machine;
    private final Writers writers;
    private final MemorySegment frame = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);

    /** Whoever makes one has taken its {@link #BYTES} from the host's budget. */
    BoundSocket(SessionHost host, int index, IsoTpAddress address, IsoTpSettings settings) {
        this.host = host;
        this.index = index;
        this.machine = new IsoTpMachine(address, settings, this);
        this.writers = new Writers(host.budget());
    }

    int index() {
        return index;
    }

    boolean isIdle() {
        return machine.isIdle();
    }

    /** What of it an {@link IsoTpRecord} says. */
    int busy() {
        return (machine.isIdle() ? 0 : IsoTpRecord.SENDING) | (machine.isReceiving() ? IsoTpRecord.RECEIVING : 0);
    }

    int send(MemorySegment data, int flags, Later later) {
        if (machine.isIdle()) {
            return begin(data, later, host.now());
        }
        if ((flags & Request.NONBLOCK) != 0) {
            return Errno.EAGAIN;
        }
        if (data.byteSize() > machine.settings().longest()) {
            return Errno.EINVAL; // a kernel says so when its turn has come: we keep no memory for it
        }
        return writers.add(data, later) ? Session.LATER : Errno.ENOBUFS;
    }

    /** isotp_sendmsg(), once nothing else is being sent. */
    private int begin(MemorySegment data, Later later, long now) {
        int error = switch (machine.send(data, 0, data.byteSize(), now)) {
            case STARTED -> host.isUp(index) ? 0 : Errno.ENETDOWN;
            case BUSY -> Errno.EAGAIN;
            case BAD_LENGTH -> Errno.EINVAL;
        };
        if (error == 0) {
            error = speak(now);
        }
        if (error != 0) {
            machine.stopSending();
            return error;
        }
        if (machine.settings().options().has(IsoTpFlags.WAIT_TX_DONE) && !machine.isIdle()) {
            writers.begin(later);
            return Session.LATER;
        }
        return 0;
    }

    /** Says what there is to say now; returns the error of a frame that could not be sent. */
    private int speak(long now) {
        for (int i = 0; i < AT_ONCE && machine.hasFrame(now); i++) {
            int size = machine.frame(frame, 0, now);
            int error = host.publish(index, frame, 0, size);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    /** After all that may have changed what there is to say. */
    private void goOn(long now) {
        if (speak(now) != 0 && !machine.isIdle()) {
            machine.stopSending();
            failed(IsoTpError.NO_FLOW_CONTROL); // a kernel says so when the echo has not come for two seconds
        }
        if (machine.isIdle()) {
            writers.end(0);
        }
        for (Optional<Writers.Waiting> next = nextIfIdle(); next.isPresent(); next = nextIfIdle()) {
            Later later = next.get().later();
            int result = begin(next.get().pdu(), later, now);
            if (result != Session.LATER) {
                later.answer(result);
            }
        }
    }

    private Optional<Writers.Waiting> nextIfIdle() {
        return machine.isIdle() ? writers.next() : Optional.empty();
    }

    long wanted(FrameBatch batch, long selected) {
        long wanted = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            int slot = Long.numberOfTrailingZeros(left);
            int word = batch.idWord(slot);
            int size = batch.size(slot);
            if (machine.heeds(word, size) || machine.says(word, size)) {
                wanted |= 1L << slot;
            }
        }
        return wanted;
    }

    void hear(FrameBatch batch, long selected, int flags, long now) {
        boolean own = (flags & Trailer.OWN) != 0;
        for (long left = selected; left != 0; left &= left - 1) {
            int slot = Long.numberOfTrailingZeros(left);
            if (own) {
                machine.echoed(batch.memory(), batch.offset(slot), now);
            } else {
                machine.hear(batch.memory(), batch.offset(slot), batch.size(slot), now);
            }
        }
        goOn(now);
    }

    long due() {
        return machine.due();
    }

    void run(long now) {
        machine.tick(now);
        goOn(now);
    }

    @Override
    public void received(byte[] pdu, int length) {
        MemorySegment told = TOLD.get().asSlice(0, length);
        MemorySegment.copy(MemorySegment.ofArray(pdu), 0, told, 0, length);
        host.tell(told, index, 0, 0);
    }

    /** With CAN_ISOTP_WAIT_TX_DONE the write tells what became of its PDU, and no other call. */
    @Override
    public void failed(IsoTpError error) {
        if (writers.isCurrent() && machine.isIdle()) {
            writers.end(errno(error));
        } else {
            host.raise(errno(error));
        }
    }

    private static int errno(IsoTpError error) {
        return switch (error) {
            case NO_FLOW_CONTROL -> Errno.ECOMM;
            case OVERFLOW -> Errno.EMSGSIZE;
            case MALFORMED -> Errno.EBADMSG;
            case OUT_OF_SEQUENCE -> Errno.EILSEQ;
            case NO_DATA -> Errno.ETIMEDOUT;
        };
    }

    /** Those whose turn has not come have nobody left who would know. */
    void dropWaiting() {
        writers.endWaiting(Errno.ENETDOWN);
    }

    /**
     * Ends all that is under way.
     *
     * @param current the answer to the write whose PDU was being sent
     * @param waiting the answer to those that waited for their turn
     */
    void close(int current, int waiting) {
        machine.stop();
        writers.end(current);
        writers.endWaiting(waiting);
        host.budget().give(BYTES);
    }
}
