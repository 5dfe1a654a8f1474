package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/** Receives datagrams, and keeps what came beside them until the next call. */
final class UdpInbox {
    private static final int NAME_STRIDE = 32;

    private final MessageVector vector;
    private final MemorySegment memory;
    private final ByteBuffer names;
    private final int stride;
    private int used;
    private long dropped;

    UdpInbox(Arena arena, int room) {
        int control = MessageVector.arrivalBytes();
        vector = new MessageVector(
                arena.allocate(MessageVector.byteSize(UdpSocket.BATCH, 1, control), 8), UdpSocket.BATCH, 1, control);
        stride = (room + 7) & -8;
        memory = arena.allocate((long) stride * UdpSocket.BATCH, 8);
        MemorySegment room32 = arena.allocate((long) NAME_STRIDE * UdpSocket.BATCH, 8);
        names = Kernel.view(room32);
        for (int i = 0; i < UdpSocket.BATCH; i++) {
            vector.iovec(i, 0, memory.address() + (long) stride * i, room);
            vector.name(i, room32.address() + (long) NAME_STRIDE * i, SocketName.ROOM);
        }
    }

    /** An error that ICMP told is taken by the call that reports it, and says nothing of what waits here. */
    int receive(Descriptor socket) {
        int received = once(socket);
        return received < 0 && received != -Errno.EAGAIN ? once(socket) : received;
    }

    private int once(Descriptor socket) {
        for (int i = 0; i < used; i++) {
            vector.rearm(i);
        }
        int received = vector.receive(socket, 0, UdpSocket.BATCH, MessageFlags.DONTWAIT);
        used = Math.max(received, 0);
        if (used > 0) {
            dropped += Math.max(0, vector.drops(used - 1) - (int) dropped);
        }
        return received;
    }

    MemorySegment memory() {
        return memory;
    }

    long offset(int index) {
        return (long) Objects.checkIndex(index, used) * stride;
    }

    int length(int index) {
        return vector.length(Objects.checkIndex(index, used));
    }

    boolean isTruncated(int index) {
        return (vector.flags(Objects.checkIndex(index, used)) & MessageFlags.TRUNC) != 0;
    }

    long stamp(int index) {
        return vector.stamp(Objects.checkIndex(index, used));
    }

    boolean isFrom(int index, SocketName name) {
        return name.isAt(names, Objects.checkIndex(index, used) * NAME_STRIDE);
    }

    boolean isFromAddress(int index, SocketName name) {
        return name.hasAddressAt(names, Objects.checkIndex(index, used) * NAME_STRIDE);
    }

    InetPlace source(int index) {
        return SocketName.read(names, Objects.checkIndex(index, used) * NAME_STRIDE)
                .orElseThrow();
    }

    /** A count that only grows, of the kernel's 32 bits of it. */
    long dropped() {
        return dropped;
    }
}
