package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * How every SCTP association here is: nothing waits for more to send with it, and a peer that is gone is missed within
 * seconds, not minutes as RFC 9260 section 16 has it. Structs of linux/sctp.h.
 */
final class SctpOptions {
    private static final int IPPROTO_SCTP = SctpSocket.IPPROTO_SCTP;
    private static final int SCTP_RTOINFO = 0;
    private static final int SCTP_ASSOCINFO = 1;
    private static final int SCTP_NODELAY = 3;
    private static final int SCTP_PEER_ADDR_PARAMS = 9;

    /** Milliseconds between two tries at most; so many that come to nothing are the end. */
    private static final int LONGEST_PAUSE = 1000;

    private static final short TRIES = 10;

    /** Milliseconds between two questions to a peer that nothing is sent to. */
    private static final int HEARTBEAT = 5000;

    /** struct sctp_rtoinfo: association, first, longest and shortest pause. */
    private static final int RTO_SIZE = 16;

    private static final int RTO_FIRST = 4;
    private static final int RTO_MAX = 8;

    /** struct sctp_assocparams: association, tries, ... */
    private static final int ASSOCIATION_SIZE = 20;

    private static final int ASSOCIATION_TRIES = 4;

    /** struct sctp_paddrparams, packed: association, address of 128 bytes, heartbeat, tries, ..., flags, ... */
    private static final int PATH_SIZE = 156;

    private static final int PATH_HEARTBEAT = 132;
    private static final int PATH_TRIES = 136;
    private static final int PATH_FLAGS = 146;
    private static final int SPP_HB_ENABLE = 1;

    private SctpOptions() {}

    /** Also of a listening socket, whose associations have it too. */
    static void set(Descriptor socket) {
        InetSocket.set(socket, "SCTP_NODELAY", IPPROTO_SCTP, SCTP_NODELAY, 1);
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer pauses = Kernel.view(arena.allocate(RTO_SIZE, 4))
                    .putInt(RTO_FIRST, LONGEST_PAUSE)
                    .putInt(RTO_MAX, LONGEST_PAUSE);
            set(socket, "SCTP_RTOINFO", SCTP_RTOINFO, pauses);
            ByteBuffer tries = Kernel.view(arena.allocate(ASSOCIATION_SIZE, 4)).putShort(ASSOCIATION_TRIES, TRIES);
            set(socket, "SCTP_ASSOCINFO", SCTP_ASSOCINFO, tries);
            ByteBuffer path = Kernel.view(arena.allocate(PATH_SIZE, 4))
                    .putInt(PATH_HEARTBEAT, HEARTBEAT)
                    .putShort(PATH_TRIES, TRIES)
                    .putInt(PATH_FLAGS, SPP_HB_ENABLE);
            set(socket, "SCTP_PEER_ADDR_PARAMS", SCTP_PEER_ADDR_PARAMS, path);
        }
    }

    private static void set(Descriptor socket, String name, int option, ByteBuffer struct) {
        LinuxException.check(
                "setsockopt " + name,
                socket.what(),
                Kernel.call(
                        SystemCall.SETSOCKOPT,
                        socket.number(),
                        IPPROTO_SCTP,
                        option,
                        MemorySegment.ofBuffer(struct).address(),
                        struct.capacity(),
                        0));
    }
}
