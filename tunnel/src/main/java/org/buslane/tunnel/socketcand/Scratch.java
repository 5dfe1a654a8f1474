package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.bcm.BcmSocket;

/**
 * Memory that the modes of all clients of a bus share, as what is in it is handed on before anything else is put there.
 * Owned by the bus's thread.
 */
final class Scratch {
    /** ISOTPLEN of the original's socketcand.h: the longest PDU that a first frame has 12 bits for. */
    static final int LONGEST_PDU = 4095;

    /** {@code < pdu SECONDS.MICROS HEX >}. */
    private static final int TEXT = 64 + 2 * LONGEST_PDU;

    final MemorySegment bcm = Arena.ofAuto().allocate(BcmSocket.SCRATCH, 8);
    final MemorySegment text = Arena.ofAuto().allocate(TEXT);
}
