package org.buslane.linux.inet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.buslane.linux.call.Kernel;

/**
 * An {@link InetPlace} as the kernel has it, ready for calls: struct sockaddr_in (linux/in.h) or sockaddr_in6
 * (linux/in6.h). Comparing one with memory that the kernel wrote allocates nothing.
 *
 * <pre>
 * sockaddr_in  16  family:u16 port:be16 address[4] zeros[8]
 * sockaddr_in6 28  family:u16 port:be16 flow:be32 address[16] scope:u32
 * </pre>
 */
public final class SocketName {
    /** Bytes for a name of either family. */
    public static final int ROOM = 28;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    private static final int INET_SIZE = 16;
    private static final int PORT = 2;
    private static final int INET_ADDRESS = 4;
    private static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;
    private static final int INET_BYTES = 4;
    private static final int INET6_BYTES = 16;

    private final MemorySegment memory;
    private final ByteBuffer view;
    private final int size;

    private SocketName(MemorySegment memory, int size) {
        this.memory = memory;
        this.view = Kernel.view(memory);
        this.size = size;
    }

    /** In memory of its own, of the place's own family. */
    public static SocketName of(InetPlace place) {
        MemorySegment memory = Arena.ofAuto().allocate(ROOM, 8);
        return new SocketName(memory, write(place, Kernel.view(memory)));
    }

    /** For a socket of AF_INET6 that speaks IPv4 too, where such an address stands within ::ffff:0:0/96: RFC 4038. */
    public static SocketName mapped(InetPlace place) {
        if (place.isIpv6()) {
            return of(place);
        }
        MemorySegment memory = Arena.ofAuto().allocate(ROOM, 8);
        ByteBuffer view = Kernel.view(memory);
        head(view, AF_INET6, place.port());
        view.putShort(INET6_ADDRESS + INET6_BYTES - INET_BYTES - Short.BYTES, (short) -1);
        view.put(INET6_ADDRESS + INET6_BYTES - INET_BYTES, place.address().getAddress());
        return new SocketName(memory, ROOM);
    }

    /** @return how many bytes of the zeros that {@code target} has it took */
    static int write(InetPlace place, ByteBuffer target) {
        boolean six = place.isIpv6();
        head(target, six ? AF_INET6 : AF_INET, place.port());
        target.put(six ? INET6_ADDRESS : INET_ADDRESS, place.address().getAddress());
        if (place.address() instanceof Inet6Address scoped) {
            target.putInt(INET6_SCOPE, scoped.getScopeId());
        }
        return six ? ROOM : INET_SIZE;
    }

    /** The family in native order, the port in the network's. */
    private static void head(ByteBuffer target, int family, int port) {
        target.putShort(0, (short) family);
        target.duplicate().order(ByteOrder.BIG_ENDIAN).putShort(PORT, (short) port);
    }

    /** The name that the kernel wrote there; empty if it is of no Internet address. IPv4 is told as such, mapped or not. */
    public static Optional<InetPlace> read(ByteBuffer memory, int at) {
        int family = memory.getShort(at);
        if (family != AF_INET && family != AF_INET6) {
            return Optional.empty();
        }
        boolean six = family == AF_INET6;
        byte[] bytes = new byte[six ? INET6_BYTES : INET_BYTES];
        memory.get(at + (six ? INET6_ADDRESS : INET_ADDRESS), bytes);
        int port = Short.toUnsignedInt(
                memory.duplicate().order(ByteOrder.BIG_ENDIAN).getShort(at + PORT));
        return Optional.of(new InetPlace(address(bytes, six ? memory.getInt(at + INET6_SCOPE) : 0), port));
    }

    private static InetAddress address(byte[] bytes, int scope) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return address instanceof Inet4Address || scope == 0
                    ? address
                    : Inet6Address.getByAddress("", bytes, scope);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Whether the name there has this one's address, whatever its port. */
    public boolean hasAddressAt(ByteBuffer names, int at) {
        if (names.getShort(at) != view.getShort(0)) {
            return false;
        }
        return size == INET_SIZE
                ? names.getInt(at + INET_ADDRESS) == view.getInt(INET_ADDRESS)
                : names.getLong(at + INET6_ADDRESS) == view.getLong(INET6_ADDRESS)
                        && names.getLong(at + INET6_ADDRESS + Long.BYTES) == view.getLong(INET6_ADDRESS + Long.BYTES)
                        && hasScope(names.getInt(at + INET6_SCOPE));
    }

    /** A link-local address that was written without its interface is met on any. */
    private boolean hasScope(int scope) {
        int own = view.getInt(INET6_SCOPE);
        return own == 0 || own == scope;
    }

    /** Whether it has this one's port too. */
    public boolean isAt(ByteBuffer names, int at) {
        return names.getShort(at + PORT) == view.getShort(PORT) && hasAddressAt(names, at);
    }

    long address() {
        return memory.address();
    }

    int size() {
        return size;
    }
}
