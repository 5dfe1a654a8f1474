package org.buslane.core.isotp;

import org.buslane.core.frame.FrameLayout;

/**
 * The receiving half: isotp_rcv_sf, isotp_rcv_ff and isotp_rcv_cf of net/can/isotp.c, also in what they do with
 * frames no sender should send. But a consecutive frame of a wrong length, which is ignored, leaves the timeout
 * alone: the kernel cancels it, and then waits for ever.
 */
final class Reception {
    /** N_Cr, ISOTP_FC_TIMEOUT. */
    private static final long PATIENCE = 1_000_000_000L;

    private final IsoTpSettings settings;
    private final IsoTpOptions options;
    private final int address;
    private final FlowReplies replies;
    private final IsoTpEvents events;
    private final byte[] buffer;

    private boolean waiting;
    private int length;
    private int filled;
    private int sequence;
    private int inBlock;
    private int frameLength;
    private long deadline = IsoTpMachine.NEVER;
    private boolean spaced;
    private long lastFrame;

    Reception(IsoTpSettings settings, FlowReplies replies, IsoTpEvents events) {
        this.settings = settings;
        this.options = settings.options();
        this.address = settings.addressBytes();
        this.replies = replies;
        this.events = events;
        // A first frame may hold a byte more than its PDU, see first().
        this.buffer = new byte[Math.max(settings.longest(), FrameLayout.FD_DATA) + 1];
    }

    boolean isWaiting() {
        return waiting;
    }

    long due() {
        return deadline;
    }

    void tick(long now) {
        if (now >= deadline) {
            deadline = IsoTpMachine.NEVER;
            if (waiting) {
                waiting = false;
                events.failed(IsoTpError.NO_DATA);
            }
        }
    }

    void stop() {
        waiting = false;
        deadline = IsoTpMachine.NEVER;
    }

    void single(Heard frame) {
        stop();
        int low = frame.at(address) & Pci.LOW;
        if (frame.length() <= FrameLayout.CLASSIC_DATA) {
            single(frame, address + Pci.SHORT, low);
        } else if (low == 0) {
            single(frame, address + Pci.SHORT + 1, frame.at(address + 1));
        }
    }

    private void single(Heard frame, int from, int count) {
        if (count == 0 || count > frame.length() - from) {
            return;
        }
        if (Padding.isWrong(frame, from + count, options)) {
            events.failed(IsoTpError.MALFORMED);
            return;
        }
        if (count <= settings.longest()) {
            frame.copyTo(buffer, 0, from, count);
            events.received(buffer, count);
        }
    }

    void first(Heard frame, long now) {
        stop();
        frameLength = Padding.length(frame.length());
        if (frame.length() != frameLength) {
            return;
        }
        int header = Pci.FIRST_12;
        length = (frame.at(address) & Pci.LOW) << 8 | frame.at(address + 1);
        if (length == 0) {
            header = Pci.FIRST_32;
            length = frame.at(address + 2) << 24
                    | frame.at(address + 3) << 16
                    | frame.at(address + 4) << 8
                    | frame.at(address + 5);
        }
        int from = address + header;
        // The one byte of tolerance for FD is the kernel's: a single frame's second length byte.
        int escape = frameLength > FrameLayout.CLASSIC_DATA ? 1 : 0;
        if (Integer.compareUnsigned(length + from + escape, frameLength) < 0) {
            return;
        }
        if (Integer.compareUnsigned(length, settings.longest()) > 0) {
            reply(Pci.OVERFLOW, now);
            return;
        }
        filled = frameLength - from;
        frame.copyTo(buffer, 0, from, filled);
        sequence = 1;
        waiting = true;
        if (!options.has(IsoTpFlags.LISTEN_MODE)) {
            reply(Pci.CLEAR_TO_SEND, now);
        }
    }

    void consecutive(Heard frame, long now) {
        if (!waiting || isTooSoon(now)) {
            return;
        }
        int from = address + Pci.SHORT;
        boolean last = Integer.compareUnsigned(length - filled, frameLength - from) <= 0;
        boolean partial = frame.length() < frameLength;
        if (frame.length() > frameLength || (partial && !last)) {
            return;
        }
        deadline = IsoTpMachine.NEVER;
        if ((frame.at(address) & Pci.LOW) != sequence) {
            waiting = false;
            events.failed(IsoTpError.OUT_OF_SEQUENCE);
            return;
        }
        sequence = sequence + 1 & Pci.LOW;
        int count = Math.max(0, Math.min(frame.length() - from, Math.max(1, length - filled)));
        frame.copyTo(buffer, filled, from, count);
        filled += count;
        if (filled >= length) {
            complete(frame, from + count);
        } else {
            goOn(now);
        }
    }

    private void complete(Heard frame, int used) {
        waiting = false;
        if (Padding.isWrong(frame, used, options)) {
            events.failed(IsoTpError.MALFORMED);
        } else {
            events.received(buffer, length);
        }
    }

    private void goOn(long now) {
        int blockSize = settings.flowControl().blockSize();
        if (blockSize == 0 || ++inBlock < blockSize) {
            deadline = now + PATIENCE;
        } else if (!options.has(IsoTpFlags.LISTEN_MODE)) {
            reply(Pci.CLEAR_TO_SEND, now);
        }
    }

    private void reply(int status, long now) {
        replies.add(status, now);
        inBlock = 0;
        spaced = false;
        deadline = now + PATIENCE;
    }

    private boolean isTooSoon(long now) {
        if (!options.has(IsoTpFlags.FORCE_RXSTMIN)) {
            return false;
        }
        if (spaced && now - lastFrame < settings.forcedRxNanos()) {
            return true;
        }
        spaced = true;
        lastFrame = now;
        return false;
    }
}
