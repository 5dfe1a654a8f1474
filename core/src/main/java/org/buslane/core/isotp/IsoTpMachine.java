package org.buslane.core.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.FrameLayout;

/**
 * One end of an ISO-TP conversation, as a CAN_ISOTP socket of Linux is one. It makes no system call and
 * no object after its construction; its clock is passed in: nanoseconds that do not go back, from 0 on,
 * as CLOCK_MONOTONIC has them. One thread owns it.
 *
 * <pre>
 * machine.hear(frame)     each frame from the bus, its own too
 * machine.send(pdu)       when there is something to say
 * machine.tick(now)       when due() has come
 * while (machine.hasFrame(now)) {
 *     size = machine.frame(slot, now)    for the bus
 * }                                      after each of the three
 * </pre>
 */
public final class IsoTpMachine {
    /** {@link #due} if time alone changes nothing. */
    public static final long NEVER = Long.MAX_VALUE;

    private final IsoTpSettings settings;
    private final IsoTpAddress address;
    private final FrameMaker maker;
    private final FlowReplies replies = new FlowReplies();
    private final Heard heard = new Heard();
    private final Reception reception;
    private final Transmission transmission;

    public IsoTpMachine(IsoTpAddress address, IsoTpSettings settings, IsoTpEvents events) {
        this.settings = settings;
        this.address = address;
        this.maker = new FrameMaker(settings, address.txId());
        this.reception = new Reception(settings, replies, events);
        this.transmission = new Transmission(settings, maker, events);
    }

    public IsoTpAddress address() {
        return address;
    }

    public IsoTpSettings settings() {
        return settings;
    }

    /** Whether a frame of this id and size may be one of its own, for {@link #echoed}. */
    public boolean says(int idWord, int size) {
        return size == settings.link().frameSize() && idWord == address.txId();
    }

    /** A frame of its own is on the bus only now. An owner whose frames wait for their turn passes each. */
    public void echoed(MemorySegment memory, long offset, long now) {
        long at = offset + FrameLayout.OFFSET_DATA + settings.addressBytes();
        if ((memory.get(ValueLayout.JAVA_BYTE, at) & Pci.TYPE) == Pci.CONSECUTIVE) {
            transmission.echoed(now);
        }
    }

    /** Whether a frame of this id and size may mean something here; {@link #hear} ignores all others. */
    public boolean heeds(int idWord, int size) {
        return !settings.broadcasts() && size == settings.link().frameSize() && address.isHeard(idWord);
    }

    /** Looks at a frame's struct: any bytes will do, what it does not mean is ignored. */
    public void hear(MemorySegment memory, long offset, int size, long now) {
        if (settings.broadcasts() || !heard.take(memory, offset, size, address, settings)) {
            return;
        }
        int type = heard.at(settings.addressBytes()) & Pci.TYPE;
        if (settings.options().has(IsoTpFlags.HALF_DUPLEX) && crosses(type)) {
            return;
        }
        switch (type) {
            case Pci.FLOW_CONTROL -> transmission.flowControl(heard, now);
            case Pci.SINGLE -> reception.single(heard);
            case Pci.FIRST -> reception.first(heard, now);
            case Pci.CONSECUTIVE -> reception.consecutive(heard, now);
            default -> {}
        }
    }

    /** Whether a frame of this type belongs to the direction that has to be silent now. */
    private boolean crosses(int type) {
        return type == Pci.FLOW_CONTROL ? reception.isWaiting() : !transmission.isIdle();
    }

    /** Begins to send {@code length} bytes at {@code offset}, which it copies. */
    public SendOutcome send(MemorySegment pdu, long offset, long length, long now) {
        return transmission.send(pdu, offset, length, now);
    }

    /** Whether nothing is being sent: the next PDU may be. */
    public boolean isIdle() {
        return transmission.isIdle();
    }

    /** Whether the rest of a PDU is waited for. */
    public boolean isReceiving() {
        return reception.isWaiting();
    }

    /** Gives up what is being sent: what a signal during a blocking write does. */
    public void stopSending() {
        transmission.stop();
    }

    /** Forgets both directions. */
    public void stop() {
        transmission.stop();
        reception.stop();
        replies.clear();
    }

    /** When there will be a frame to take or a wait will be over; the past if there is a frame now. */
    public long due() {
        return Math.min(replies.due(), Math.min(reception.due(), transmission.due()));
    }

    /** Ends waits that have lasted too long. */
    public void tick(long now) {
        reception.tick(now);
        transmission.tick(now);
    }

    /** Whether {@link #frame} has one for the bus now. */
    public boolean hasFrame(long now) {
        return !replies.isEmpty() || transmission.hasFrame(now);
    }

    /**
     * Writes the frame that is next, which counts as sent at {@code now}.
     *
     * @param memory has room for 72 bytes at {@code offset}
     * @return the size of its struct
     * @throws IllegalStateException unless {@link #hasFrame}
     */
    public int frame(MemorySegment memory, long offset, long now) {
        if (!replies.isEmpty()) {
            maker.flowControl(memory, offset, replies.take());
        } else {
            transmission.make(memory, offset, now);
        }
        return settings.link().frameSize();
    }
}
