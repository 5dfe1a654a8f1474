package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/** Sends datagrams from where they stand. */
final class UdpOutbox {
    private final MessageVector vector;
    private int errno;

    UdpOutbox(Arena arena) {
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(UdpSocket.BATCH, 1, 0), 8), UdpSocket.BATCH, 1, 0);
    }

    void prepare(int index, SocketName to, MemorySegment memory, long offset, int length) {
        Objects.checkFromIndexSize(offset, length, memory.byteSize());
        vector.name(index, to.address(), to.size());
        vector.iovec(index, 0, memory.address() + offset, length);
    }

    /**
     * Sends until one does not go. After some messages sendmmsg keeps the error of the next to itself, so that one is
     * tried once more; and so is one that failed, as the error may be of an earlier datagram, told by ICMP (with
     * IP_RECVERR sock_alloc_send_pskb returns sk_err, once).
     */
    int send(Descriptor socket, int from, int to) {
        int next = from;
        int failed = -1;
        errno = 0;
        while (next < to) {
            int sent = vector.send(socket, next, to - next, MessageFlags.DONTWAIT);
            if (sent >= 0) {
                next += sent;
            } else if (failed == next || sent == -Errno.EAGAIN || sent == -Errno.ENOBUFS) {
                errno = -sent;
                return next - from;
            } else {
                failed = next;
            }
        }
        return next - from;
    }

    int errno() {
        return errno;
    }
}
