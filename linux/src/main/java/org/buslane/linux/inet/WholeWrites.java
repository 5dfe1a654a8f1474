package org.buslane.linux.inet;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;
import org.buslane.linux.socket.MessageFlags;

/**
 * Writes to a TCP connection so that what is written at once travels alone: MSG_EOR keeps the kernel from putting it into
 * one segment with what is written next, when it waits for room and when it is sent again (tcp_skb_can_collapse_to of
 * net/tcp.h, since 4.7). For peers that take the end of a read for the end of what was said. Only a peer whose window is
 * nearly shut gets a part (tcp_write_wakeup). Owned by one thread; nothing is allocated after construction.
 */
public final class WholeWrites {
    /** MSG_NOSIGNAL: EPIPE instead of a signal. */
    private static final int NOSIGNAL = 0x4000;

    private final CallState state = new CallState();

    public WholeWrites() {}

    /**
     * Never blocks.
     *
     * @param count less than a segment takes, which is 536 bytes at least
     * @return the bytes written; else an errno as a negative number: EAGAIN if there is no room now
     */
    public int write(Descriptor connection, MemorySegment source, long offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.byteSize());
        return (int) Kernel.call(
                state,
                SystemCall.SENDTO,
                connection.number(),
                source.address() + offset,
                count,
                MessageFlags.DONTWAIT | MessageFlags.EOR | NOSIGNAL,
                0,
                0);
    }
}
