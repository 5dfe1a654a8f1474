package org.buslane.core.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The sending half: isotp_sendmsg, isotp_rcv_fc and isotp_rcv_echo of net/can/isotp.c. A frame that was taken
 * counts as sent: an echo, if there is one, may come late and makes what follows later, but is not waited for.
 */
final class Transmission {
    /** N_Bs, ISOTP_FC_TIMEOUT. */
    private static final long PATIENCE = 1_000_000_000L;

    private enum State {
        IDLE,
        SINGLE,
        FIRST,
        WAITING_FIRST,
        WAITING,
        CONSECUTIVE
    }

    private final IsoTpSettings settings;
    private final IsoTpOptions options;
    private final IsoTpEvents events;
    private final FrameMaker maker;
    private final byte[] buffer;

    private State state = State.IDLE;
    private int length;
    private int sent;
    private int sequence;
    private int inBlock;
    private int blockSize;
    private long gap;
    private long at = IsoTpMachine.NEVER;

    Transmission(IsoTpSettings settings, FrameMaker maker, IsoTpEvents events) {
        this.settings = settings;
        this.options = settings.options();
        this.maker = maker;
        this.events = events;
        this.buffer = new byte[settings.longest()];
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    /** When a frame is to be taken or a wait is over. */
    long due() {
        return at;
    }

    SendOutcome send(MemorySegment pdu, long offset, long count, long now) {
        if (state != State.IDLE) {
            return SendOutcome.BUSY;
        }
        boolean single = count <= maker.mostInSingle();
        if (count <= 0 || count > buffer.length || (!single && options.has(IsoTpFlags.SF_BROADCAST))) {
            return SendOutcome.BAD_LENGTH;
        }
        MemorySegment.copy(pdu, ValueLayout.JAVA_BYTE, offset, buffer, 0, (int) count);
        length = (int) count;
        sent = 0;
        state = single ? State.SINGLE : State.FIRST;
        at = now;
        return SendOutcome.STARTED;
    }

    void stop() {
        state = State.IDLE;
        at = IsoTpMachine.NEVER;
    }

    void tick(long now) {
        if (now >= at && (state == State.WAITING_FIRST || state == State.WAITING)) {
            fail(IsoTpError.NO_FLOW_CONTROL);
        }
    }

    /** Whether {@link #make} has a frame for the bus now. */
    boolean hasFrame(long now) {
        return now >= at && (state == State.SINGLE || state == State.FIRST || state == State.CONSECUTIVE);
    }

    /** Writes the frame that is next. */
    void make(MemorySegment memory, long offset, long now) {
        switch (state) {
            case SINGLE -> {
                maker.single(memory, offset, buffer, length);
                stop();
            }
            case FIRST -> {
                sent = maker.first(memory, offset, buffer, length);
                sequence = 1;
                afterFirst(now);
            }
            case CONSECUTIVE -> {
                sent += maker.consecutive(memory, offset, buffer, sent, length, sequence);
                sequence = sequence + 1 & Pci.LOW;
                inBlock++;
                afterConsecutive(now);
            }
            case IDLE, WAITING_FIRST, WAITING -> throw new IllegalStateException("no frame to send: " + state);
        }
    }

    private void afterFirst(long now) {
        if (!options.has(IsoTpFlags.CF_BROADCAST)) {
            wait(State.WAITING_FIRST, now);
            return;
        }
        gap = options.has(IsoTpFlags.FORCE_TXSTMIN) ? settings.forcedTxNanos() : settings.frameNanos();
        blockSize = 0;
        state = State.CONSECUTIVE;
        at = now + gap;
    }

    private void afterConsecutive(long now) {
        if (sent >= length) {
            stop();
        } else if (blockSize != 0 && inBlock >= blockSize) {
            wait(State.WAITING, now);
        } else {
            at = now + gap;
        }
    }

    /** The separation time of consecutive frames is counted from here: isotp_rcv_echo. */
    void echoed(long now) {
        if (state == State.CONSECUTIVE) {
            at = Math.max(at, now + gap);
        }
    }

    private void wait(State what, long now) {
        state = what;
        at = now + PATIENCE;
    }

    private void fail(IsoTpError error) {
        stop();
        events.failed(error);
    }

    /** isotp_rcv_fc. */
    void flowControl(Heard frame, long now) {
        if (state != State.WAITING && state != State.WAITING_FIRST) {
            return;
        }
        int address = settings.addressBytes();
        int used = address + Pci.FLOW;
        if (frame.length() < used || Padding.isWrong(frame, used, options)) {
            fail(IsoTpError.MALFORMED);
            return;
        }
        if (state == State.WAITING_FIRST || options.has(IsoTpFlags.DYN_FC_PARMS)) {
            blockSize = frame.at(address + 1);
            gap = settings.frameNanos()
                    + (options.has(IsoTpFlags.FORCE_TXSTMIN)
                            ? settings.forcedTxNanos()
                            : FlowControl.separation(frame.at(address + 2)));
        }
        switch (frame.at(address) & Pci.LOW) {
            case Pci.CLEAR_TO_SEND -> {
                inBlock = 0;
                state = State.CONSECUTIVE;
                at = now;
            }
            case Pci.WAIT -> wait(State.WAITING, now);
            case Pci.OVERFLOW -> fail(IsoTpError.OVERFLOW);
            // Debian's 6.12.117 has this as the newest kernels have; older ones end the transfer without a word.
            default -> fail(IsoTpError.MALFORMED);
        }
    }
}
