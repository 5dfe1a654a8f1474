package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;

/**
 * The error queue of a socket with IP_RECVERR, ip(7): what ICMP said of a datagram, with where that was sent to. The
 * errno stands first in struct sock_extended_err (linux/errqueue.h).
 */
final class UdpErrors {
    private static final int ERRQUEUE = 0x2000;
    private static final int CONTROL = 256;
    private static final int HEADER = 16;
    private static final int LEVEL = 8;
    private static final int SOL_SOCKET = 1;
    /** Behind the one mmsghdr and its one iovec. */
    private static final int CONTROL_AT = (int) MessageVector.byteSize(1, 1, 0);

    private final MessageVector vector;
    private final ByteBuffer control;
    private final MemorySegment destination;
    private final ByteBuffer name;

    UdpErrors(Arena arena) {
        MemorySegment memory = arena.allocate(MessageVector.byteSize(1, 1, CONTROL), 8);
        destination = arena.allocate(SocketName.ROOM, 8);
        vector = new MessageVector(memory, 1, 1, CONTROL);
        control = Kernel.view(memory.asSlice(CONTROL_AT, CONTROL));
        name = Kernel.view(destination);
    }

    int take(Descriptor socket) {
        control.putLong(0, 0);
        vector.rearm(0);
        vector.name(0, destination.address(), SocketName.ROOM);
        if (vector.receive(socket, 0, 1, MessageFlags.DONTWAIT | ERRQUEUE) != 1) {
            return 0;
        }
        for (int row = 0; row + HEADER < CONTROL; ) {
            long size = control.getLong(row);
            if (size <= HEADER || size > CONTROL - row) {
                return 0;
            }
            if (control.getInt(row + LEVEL) != SOL_SOCKET) {
                return control.getInt(row + HEADER);
            }
            row += (int) (size + 7) & -8;
        }
        return 0;
    }

    boolean isOf(SocketName place) {
        return place.isAt(name, 0);
    }
}
