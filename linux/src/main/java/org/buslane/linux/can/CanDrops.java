package org.buslane.linux.can;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** What SO_RXQ_OVFL tells with a frame, asked for without one: the last number of SO_MEMINFO, linux/sock_diag.h. */
final class CanDrops {
    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;
    private static final int SK_MEMINFO_DROPS = 8;

    private CanDrops() {}

    static int ask(Descriptor socket) {
        try (Arena arena = Arena.ofConfined()) {
            int bytes = (SK_MEMINFO_DROPS + 1) * Integer.BYTES;
            MemorySegment numbers = arena.allocate(bytes, 4);
            MemorySegment length = arena.allocate(Integer.BYTES, 4);
            Kernel.view(length).putInt(0, bytes);
            LinuxException.check(
                    "getsockopt SO_MEMINFO",
                    socket.what(),
                    Kernel.call(
                            SystemCall.GETSOCKOPT,
                            socket.number(),
                            SOL_SOCKET,
                            SO_MEMINFO,
                            numbers.address(),
                            length.address(),
                            0));
            return Kernel.view(numbers).getInt(SK_MEMINFO_DROPS * Integer.BYTES);
        }
    }
}
