package org.buslane.virtual.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.bcm.BcmOutput;
import org.buslane.core.bcm.BcmSocket;
import org.buslane.core.bcm.BcmSocket.Address;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Errno;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;

/** A CAN_BCM socket: net/can/bcm.c between its program and the virtual bus. Owned by the gateway's thread. */
public final class BcmSession implements Session, BcmOutput {
    /** BCM_MIN_NAMELEN: family and interface of struct sockaddr_can. */
    private static final int ADDRESS_SIZE = 8;

    /** One for all sockets, as each message is sent before the next is put together. */
    private static final ThreadLocal<MemorySegment> SCRATCH =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(BcmSocket.SCRATCH, 8));

    private final SessionHost host;
    private final BcmSocket socket;

    public BcmSession(SessionHost host) {
        this.host = host;
        this.socket = new BcmSocket(this, SCRATCH.get());
    }

    @Override
    public int send(MemorySegment data, int index, int flags, Later later) {
        int error = socket.write(data, address(index, flags), host.now());
        socket.save(host.kept());
        return error;
    }

    @Override
    public int used() {
        return socket.used();
    }

    private static Address address(int index, int flags) {
        if ((flags & Request.BAD_ADDRESS) != 0) {
            return new Address.Bad();
        }
        return (flags & Request.ADDRESSED) != 0 ? new Address.Interface(index) : new Address.None();
    }

    /** bcm_connect() does not look at the family. */
    @Override
    public int connect(MemorySegment address) {
        if (address.byteSize() < ADDRESS_SIZE) {
            return Errno.EINVAL;
        }
        int index = address.get(ValueLayout.JAVA_INT_UNALIGNED, Integer.BYTES);
        int error = socket.connect(index);
        if (error == 0) {
            host.bound(index);
            socket.save(host.kept());
        }
        return error;
    }

    @Override
    public long wanted(FrameBatch batch, long selected, int index) {
        return socket.wanted(batch, selected, index);
    }

    @Override
    public void hear(FrameBatch batch, long selected, int index, int flags, long now) {
        socket.hear(batch, selected, index, (flags & Trailer.LOCAL) != 0, (flags & Trailer.OWN) != 0, now);
    }

    @Override
    public long due() {
        return socket.due();
    }

    @Override
    public void run(long now) {
        socket.run(now);
        socket.saveProgress(host.kept());
    }

    /** bcm_notify(). */
    @Override
    public void gone(int index) {
        if (socket.gone(index)) {
            host.unbound();
            host.raise(Errno.ENODEV);
            socket.save(host.kept());
        }
    }

    @Override
    public void down(int index) {
        if (socket.isConnected() && socket.index() == index) {
            host.raise(Errno.ENETDOWN);
        }
    }

    @Override
    public void restore(long now) {
        socket.restore(host.kept(), now);
        if (socket.index() != 0 && !host.has(socket.index())) {
            gone(socket.index()); // another configuration is without it
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public int send(int index, MemorySegment memory, long offset, int size) {
        return host.publish(index, memory, offset, size);
    }

    @Override
    public void tell(MemorySegment message, int index, boolean local, boolean own, long stamp) {
        host.tell(message, index, (local ? Trailer.LOCAL : 0) | (own ? Trailer.OWN : 0), stamp);
    }

    @Override
    public boolean has(int index) {
        return host.has(index);
    }

    @Override
    public boolean take(int bytes) {
        return host.budget().take(bytes);
    }

    @Override
    public void give(int bytes) {
        host.budget().give(bytes);
    }
}
