package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * For how long a TCP peer that has to answer has not: struct tcp_info of linux/tcp.h. A peer with a small window answers
 * often; one that reads nothing is asked again and again, more and more seldom; one that is gone answers never. Owned by
 * one thread; nothing is allocated after construction.
 */
public final class TcpSilence {
    private static final int TCP_INFO = 11;
    private static final int UNACKNOWLEDGED = 24;
    private static final int LAST_ACKNOWLEDGMENT = 56;
    private static final int NOT_SENT = 144;
    private static final int SIZE = 148;

    private final CallState state = new CallState();
    private final MemorySegment memory = Arena.ofAuto().allocate(SIZE + Integer.BYTES, 8);
    private final ByteBuffer view = Kernel.view(memory);

    public TcpSilence() {}

    /**
     * @return milliseconds since its last acknowledgment, if something is to be acknowledged or sent; 0 if nothing is,
     *     -1 if nothing is known
     */
    public long millis(Descriptor connection) {
        view.putInt(SIZE, SIZE);
        long result = Kernel.call(
                state,
                SystemCall.GETSOCKOPT,
                connection.number(),
                TcpOptions.IPPROTO_TCP,
                TCP_INFO,
                memory.address(),
                memory.address() + SIZE,
                0);
        if (result < 0 || view.getInt(SIZE) < SIZE) {
            return -1;
        }
        boolean isOwed = view.getInt(UNACKNOWLEDGED) != 0 || view.getInt(NOT_SENT) != 0;
        return isOwed ? Math.max(1, Integer.toUnsignedLong(view.getInt(LAST_ACKNOWLEDGMENT))) : 0;
    }
}
