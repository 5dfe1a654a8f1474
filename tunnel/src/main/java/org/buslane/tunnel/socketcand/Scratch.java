package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.buslane.core.bcm.BcmSocket;
import org.buslane.core.frame.FrameLayout;

/**
 * Where what the modes of all clients of a bus tell is put together: it is handed on before anything else is put there.
 * Owned by the bus's thread.
 */
final class Scratch {
    final MemorySegment bcm = Arena.ofAuto().allocate(BcmSocket.SCRATCH, 8);
    private final MemorySegment text = Arena.ofAuto().allocate(Math.max(Replies.PDU_MOST, FrameLine.MOST));
    private final MemorySegment bytes = Arena.ofAuto().allocate(Replies.PDU);
    private final FrameLine frames = new FrameLine(Set.of(), 0);
    private final Replies replies = new Replies();

    /** A classic frame, as a client in BCM mode is told of it. */
    void tellFrame(SessionSide side, MemorySegment frame, long offset, long stamp) {
        int size = frames.bcm(frame, offset, FrameLayout.CLASSIC_SIZE, stamp, text, 0);
        if (size > 0) {
            side.tell(text, 0, size, 1);
        }
    }

    void tellPdu(SessionSide side, byte[] pdu, int length, long stamp) {
        MemorySegment.copy(pdu, 0, bytes, ValueLayout.JAVA_BYTE, 0, length);
        side.tell(text, 0, replies.pdu(stamp, bytes, 0, length, text, 0), 1);
    }
}
