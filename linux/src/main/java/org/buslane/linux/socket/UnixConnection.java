package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;
import org.buslane.linux.stream.ByteStream;

/** Makes connections to unix sockets without waiting for them. */
public final class UnixConnection {
    private static final int NONBLOCK_CLOEXEC = 04000 | 02000000;

    private UnixConnection() {}

    /**
     * @param what names it for people
     * @throws LinuxException ENOENT, ECONNREFUSED, EACCES; EAGAIN while the listener's backlog is full
     */
    public static ByteStream begin(UnixAddress address, String what) {
        int type = SocketType.STREAM.number | NONBLOCK_CLOEXEC;
        Descriptor socket = Descriptor.adopt(
                (int) LinuxException.check(
                        "socket", what, Kernel.call(SystemCall.SOCKET, UnixAddress.AF_UNIX, type, 0)),
                what);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(UnixAddress.MAX_SIZE);
            int size = address.write(name);
            LinuxException.check(
                    "connect", what, Kernel.call(SystemCall.CONNECT, socket.number(), name.address(), size));
            return ByteStream.of(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }
}
