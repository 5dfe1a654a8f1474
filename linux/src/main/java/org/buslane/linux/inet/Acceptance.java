package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** A connection that came in to a listening socket, from {@code peer}. */
record Acceptance(Descriptor socket, InetPlace peer) {
    private static final int NONBLOCK_CLOEXEC = 04000 | 02000000;
    private static final int BACKLOG = 64;

    /** SO_REUSEADDR: connections of an earlier process that are still in TIME_WAIT do not count. */
    static void listen(Descriptor socket, InetPlace place) {
        InetSocket.set(socket, "SO_REUSEADDR", InetSocket.SOL_SOCKET, InetSocket.SO_REUSEADDR, 1);
        InetSocket.bind(socket, place);
        InetSocket.listen(socket, BACKLOG);
    }

    static Optional<Acceptance> next(Descriptor listener) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketName.ROOM, 8);
            MemorySegment length = arena.allocate(Integer.BYTES, 4);
            Kernel.view(length).putInt(0, SocketName.ROOM);
            long result = Kernel.blockingCall(
                    CallState.current(),
                    SystemCall.ACCEPT4,
                    listener.number(),
                    name.address(),
                    length.address(),
                    NONBLOCK_CLOEXEC,
                    0);
            if (isGone(result)) {
                return Optional.empty();
            }
            int number = (int) LinuxException.check("accept", listener.what(), result);
            InetPlace peer = SocketName.read(Kernel.view(name), 0).orElseThrow();
            return Optional.of(new Acceptance(Descriptor.adopt(number, "connection of " + peer), peer));
        }
    }

    /** accept(2), "Error handling": a new connection's pending network errors are to be taken like EAGAIN. */
    private static boolean isGone(long result) {
        return switch ((int) -result) {
            case Errno.EAGAIN,
                    Errno.ECONNABORTED,
                    Errno.ENETDOWN,
                    Errno.ENETUNREACH,
                    Errno.EHOSTUNREACH,
                    Errno.EOPNOTSUPP -> true;
            default -> false;
        };
    }
}
