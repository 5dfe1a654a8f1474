package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * Acknowledges at once what a TCP peer sent. One that leaves Nagle's algorithm on (RFC 896) sends its next small
 * segment only then, and an acknowledgment that waits for something to go with takes up to 40 ms. TCP_QUICKACK does not
 * last (tcp(7)), so this is done after each read. Owned by one thread; nothing is allocated after construction.
 */
public final class QuickAck {
    private final CallState state = new CallState();
    private final MemorySegment on = Arena.ofAuto().allocate(Integer.BYTES, 4);

    public QuickAck() {
        Kernel.view(on).putInt(0, 1);
    }

    /** What fails, fails in the next read too. */
    public void now(Descriptor connection) {
        Kernel.call(
                state,
                SystemCall.SETSOCKOPT,
                connection.number(),
                TcpOptions.IPPROTO_TCP,
                TcpOptions.TCP_QUICKACK,
                on.address(),
                Integer.BYTES,
                0);
    }
}
