package org.buslane.linux.can;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** Makes a CAN_RAW socket as its options say: options first, so that nothing comes that should not once it is bound. */
final class CanSetup {
    private static final int SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 04000 | 02000000;
    private static final int CAN_RAW = 1;

    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SO_RXQ_OVFL = 40;

    /** linux/can/raw.h. */
    private static final int SOL_CAN_RAW = 101;

    private static final int CAN_RAW_FILTER = 1;
    private static final int CAN_RAW_ERR_FILTER = 2;
    private static final int CAN_RAW_LOOPBACK = 3;
    private static final int CAN_RAW_RECV_OWN_MSGS = 4;
    private static final int CAN_RAW_FD_FRAMES = 5;
    private static final int CAN_RAW_XL_FRAMES = 7;
    private static final int CAN_RAW_XL_VCID_OPTS = 8;

    /**
     * struct can_raw_vcid_options: CAN_RAW_XL_VCID_TX_PASS and CAN_RAW_XL_VCID_RX_FILTER with a mask of 0. Without it
     * raw_rcv() gives a socket no frame of a virtual CAN network, and what is sent loses its own.
     */
    private static final byte[] EVERY_VIRTUAL_NETWORK = {2 | 4, 0, 0, 0};

    private final Descriptor socket;

    private CanSetup(Descriptor socket) {
        this.socket = socket;
    }

    /** @return the bound socket, the caller's to close */
    static Descriptor open(int interfaceIndex, String what, CanOptions options) {
        long number = LinuxException.check(
                "socket", what, Kernel.call(SystemCall.SOCKET, CanAddress.AF_CAN, SOCK_RAW_NONBLOCK_CLOEXEC, CAN_RAW));
        Descriptor socket = Descriptor.adopt((int) number, what);
        try {
            CanSetup setup = new CanSetup(socket);
            setup.apply(options);
            setup.bind(interfaceIndex);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private void apply(CanOptions options) {
        if (options.receiveBuffer() > 0) {
            receiveBuffer(options.receiveBuffer());
        }
        if (options.sendBuffer() > 0) {
            option("SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, options.sendBuffer());
        }
        option("SO_RXQ_OVFL", SOL_SOCKET, SO_RXQ_OVFL, 1);
        option("SO_TIMESTAMPNS", SOL_SOCKET, SO_TIMESTAMPNS, options.timestamps() ? 1 : 0);
        option("CAN_RAW_FD_FRAMES", SOL_CAN_RAW, CAN_RAW_FD_FRAMES, options.fd() ? 1 : 0);
        option("CAN_RAW_ERR_FILTER", SOL_CAN_RAW, CAN_RAW_ERR_FILTER, options.errorClasses());
        option("CAN_RAW_LOOPBACK", SOL_CAN_RAW, CAN_RAW_LOOPBACK, options.loopback() ? 1 : 0);
        option("CAN_RAW_RECV_OWN_MSGS", SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS, options.ownFrames() ? 1 : 0);
        if (options.xl()) {
            xl();
        }
        filters(options.filters());
    }

    /** Who may, CAP_NET_ADMIN, has as much as it wants: sock_setsockopt of net/core/sock.c. */
    private void receiveBuffer(int bytes) {
        try {
            option("SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE, bytes);
        } catch (LinuxException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
            option("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, bytes);
        }
    }

    private void xl() {
        try (Arena arena = Arena.ofConfined()) {
            option("CAN_RAW_XL_FRAMES", SOL_CAN_RAW, CAN_RAW_XL_FRAMES, 1);
            MemorySegment networks = arena.allocateFrom(ValueLayout.JAVA_BYTE, EVERY_VIRTUAL_NETWORK);
            set(
                    "CAN_RAW_XL_VCID_OPTS",
                    SOL_CAN_RAW,
                    CAN_RAW_XL_VCID_OPTS,
                    networks.address(),
                    EVERY_VIRTUAL_NETWORK.length);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOPROTOOPT)) {
                throw e;
            }
            // A kernel before 6.1 has no XL frames, so the socket misses none; one before 6.9 looks at no network.
        }
    }

    private void option(String name, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Integer.BYTES, 4);
            Kernel.view(memory).putInt(0, value);
            set(name, level, option, memory.address(), Integer.BYTES);
        }
    }

    private void filters(List<CanFilter> filters) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate((long) CanFilter.SIZE * Math.max(1, filters.size()), 4);
            write(filters, Kernel.view(memory));
            set("CAN_RAW_FILTER", SOL_CAN_RAW, CAN_RAW_FILTER, memory.address(), CanFilter.SIZE * filters.size());
        }
    }

    static void write(List<CanFilter> filters, ByteBuffer target) {
        for (CanFilter filter : filters) {
            target.putInt(filter.id()).putInt(filter.mask());
        }
    }

    private void set(String name, int level, int option, long address, int bytes) {
        LinuxException.check(
                "setsockopt " + name,
                socket.what(),
                Kernel.call(SystemCall.SETSOCKOPT, socket.number(), level, option, address, bytes, 0));
    }

    private void bind(int interfaceIndex) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(CanAddress.SIZE, 4);
            CanAddress.write(Kernel.view(address), interfaceIndex);
            LinuxException.check(
                    "bind",
                    socket.what(),
                    Kernel.call(SystemCall.BIND, socket.number(), address.address(), CanAddress.SIZE));
        }
    }
}
