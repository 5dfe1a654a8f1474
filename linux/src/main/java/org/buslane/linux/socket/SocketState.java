package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** What can be asked of a socket and set on it, besides messages. */
final class SocketState {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;

    /** linux/sockios.h: FIONREAD and TIOCOUTQ of asm-generic/ioctls.h. */
    private static final int SIOCINQ = 0x541B;

    private static final int SIOCOUTQ = 0x5411;

    private static final short POLLIN = 1;
    private static final int POLLFD_SIZE = 8;
    private static final int TIMESPEC_SIZE = 16;

    private SocketState() {}

    static PeerCredentials peerCredentials(Descriptor socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(ControlData.UCRED_SIZE, 4);
            getsockopt(arena, "getsockopt SO_PEERCRED", socket, SO_PEERCRED, credentials);
            return ControlData.credentials(Kernel.view(credentials), 0);
        }
    }

    static int option(Descriptor socket, SocketOption option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(Integer.BYTES, 4);
            getsockopt(arena, "getsockopt " + option, socket, option.number, value);
            return Kernel.view(value).getInt(0);
        }
    }

    private static void getsockopt(Arena arena, String call, Descriptor socket, int option, MemorySegment value) {
        MemorySegment length = arena.allocate(Integer.BYTES, 4);
        Kernel.view(length).putInt(0, (int) value.byteSize());
        LinuxException.check(
                call,
                socket,
                Kernel.call(
                        SystemCall.GETSOCKOPT,
                        socket.number(),
                        SOL_SOCKET,
                        option,
                        value.address(),
                        length.address(),
                        0));
    }

    static void option(Descriptor socket, SocketOption option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Integer.BYTES, 4);
            Kernel.view(memory).putInt(0, value);
            LinuxException.check(
                    "setsockopt " + option,
                    socket,
                    Kernel.call(
                            SystemCall.SETSOCKOPT,
                            socket.number(),
                            SOL_SOCKET,
                            option.number,
                            memory.address(),
                            Integer.BYTES,
                            0));
        }
    }

    static Optional<UnixAddress> localAddress(Descriptor socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(UnixAddress.MAX_SIZE, 8);
            MemorySegment length = arena.allocate(Integer.BYTES, 4);
            Kernel.view(length).putInt(0, UnixAddress.MAX_SIZE);
            LinuxException.check(
                    "getsockname",
                    socket,
                    Kernel.call(SystemCall.GETSOCKNAME, socket.number(), address.address(), length.address()));
            return UnixAddress.read(address, Kernel.view(length).getInt(0));
        }
    }

    static int unread(Descriptor socket) {
        return queue("ioctl SIOCINQ", socket, SIOCINQ);
    }

    static int unsent(Descriptor socket) {
        return queue("ioctl SIOCOUTQ", socket, SIOCOUTQ);
    }

    private static int queue(String call, Descriptor socket, int request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(Integer.BYTES, 4);
            LinuxException.check(
                    call, socket, Kernel.call(SystemCall.IOCTL, socket.number(), request, value.address()));
            return Kernel.view(value).getInt(0);
        }
    }

    /** ppoll of one descriptor; EINTR is not begun again, since the time would be. */
    static boolean awaitReadable(Descriptor socket, int timeoutMillis) {
        Kernel.requirePlatformThread();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(POLLFD_SIZE + TIMESPEC_SIZE, 8);
            ByteBuffer view = Kernel.view(memory);
            view.putInt(0, socket.number());
            view.putShort(4, POLLIN);
            view.putLong(POLLFD_SIZE, timeoutMillis / 1000);
            view.putLong(POLLFD_SIZE + Long.BYTES, timeoutMillis % 1000 * 1_000_000L);
            long timeout = timeoutMillis < 0 ? 0 : memory.address() + POLLFD_SIZE;
            long ready = Kernel.call(CallState.current(), SystemCall.PPOLL, memory.address(), 1, timeout, 0, 0, 0);
            return ready != -Errno.EINTR && LinuxException.check("ppoll", socket, ready) > 0;
        }
    }
}
