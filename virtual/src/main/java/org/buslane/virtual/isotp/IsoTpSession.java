package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpMachine;
import org.buslane.core.isotp.IsoTpSettings;
import org.buslane.linux.Errno;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.session.Later;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;

/**
 * A program's CAN_ISOTP socket: its address, its options, what is kept of it, and from its bind() on a
 * {@link BoundSocket}. Owned by the gateway's thread.
 */
public final class IsoTpSession implements Session {
    private static final IsoTpAddress NONE = new IsoTpAddress(0, 0);

    private final SessionHost host;
    private IsoTpSettings settings = IsoTpSettings.DEFAULT;
    private IsoTpAddress address = NONE;
    private Optional<BoundSocket> bound = Optional.empty();
    private int kept;

    public IsoTpSession(SessionHost host) {
        this.host = host;
    }

    @Override
    public int send(MemorySegment data, int to, int flags, Later later) {
        if (bound.isEmpty()) {
            return Errno.EADDRNOTAVAIL;
        }
        int result = bound.get().send(data, flags, later);
        keep();
        return result;
    }

    @Override
    public int bind(MemorySegment wanted) {
        int error = Binding.check(wanted, settings, bound.isPresent(), host);
        if (error != 0) {
            return error;
        }
        int to = IsoTpStructs.index(wanted);
        if (!bindTo(to, IsoTpStructs.address(wanted))) {
            return Errno.ENOMEM;
        }
        if (!host.isUp(to)) {
            host.raise(Errno.ENETDOWN);
        }
        return 0;
    }

    /** Whether there was memory for it. */
    private boolean bindTo(int to, IsoTpAddress ids) {
        if (!host.budget().take(BoundSocket.BYTES)) {
            return false;
        }
        address = ids;
        bound = Optional.of(new BoundSocket(host, to, ids, settings));
        host.bound(to);
        keepAll();
        return true;
    }

    @Override
    public RawOptions.Value name(boolean peer) {
        return peer
                ? new RawOptions.Value(Errno.EOPNOTSUPP, 0, MemorySegment.NULL)
                : new RawOptions.Value(0, 0, IsoTpStructs.address(index(), address));
    }

    /** The interface bound to; 0 is none. */
    private int index() {
        return bound.map(BoundSocket::index).orElse(0);
    }

    @Override
    public int set(int level, int name, MemorySegment value) {
        if (level != IsoTpSocketOptions.SOL_CAN_ISOTP) {
            return Errno.EINVAL;
        }
        if (bound.isPresent()) {
            return Errno.EISCONN;
        }
        IsoTpSocketOptions.Change change = IsoTpSocketOptions.set(settings, name, value);
        settings = change.settings();
        keepAll();
        return change.error();
    }

    @Override
    public RawOptions.Value get(int level, int name, int space) {
        return level == IsoTpSocketOptions.SOL_CAN_ISOTP
                ? IsoTpSocketOptions.get(settings, name, space)
                : new RawOptions.Value(Errno.EINVAL, 0, MemorySegment.NULL);
    }

    @Override
    public long wanted(FrameBatch batch, long selected, int from) {
        return bound.isPresent() && from == index() ? bound.get().wanted(batch, selected) : 0;
    }

    @Override
    public void hear(FrameBatch batch, long selected, int from, int flags, long now) {
        if (bound.isPresent()) {
            bound.get().hear(batch, selected, flags, now);
            keep();
        }
    }

    @Override
    public long due() {
        return bound.isPresent() ? bound.get().due() : IsoTpMachine.NEVER;
    }

    @Override
    public void run(long now) {
        if (bound.isPresent()) {
            bound.get().run(now);
            keep();
        }
    }

    /** isotp_notify(): unbound, with a pending error. */
    @Override
    public void gone(int lost) {
        if (bound.isPresent() && lost == index()) {
            BoundSocket before = bound.get();
            bound = Optional.empty();
            host.unbound();
            kept = 0;
            keepAll();
            before.close(Errno.ECOMM, Errno.EADDRNOTAVAIL);
            host.raise(Errno.ENODEV);
        }
    }

    @Override
    public void down(int lost) {
        if (bound.isPresent() && lost == index()) {
            host.raise(Errno.ENETDOWN);
        }
    }

    /** Only what has changed is written: this is done for each batch. */
    private void keep() {
        int busy = bound.isPresent() ? bound.get().busy() : 0;
        if (busy != kept) {
            kept = busy;
            IsoTpRecord.busy(host.kept(), busy);
        }
    }

    private void keepAll() {
        new IsoTpRecord(index(), address, settings, kept).save(host.kept());
    }

    @Override
    public void restore(long now) {
        IsoTpRecord.read(host.kept()).ifPresent(this::resume);
    }

    private void resume(IsoTpRecord before) {
        settings = before.settings();
        int to = before.index();
        // Another configuration may be without its interface; without memory it is as if it were.
        if (to != 0 && !(host.has(to) && bindTo(to, before.address()))) {
            address = before.address();
            host.unbound();
            host.raise(Errno.ENODEV);
        }
        keepAll();
        if ((before.busy() & IsoTpRecord.RECEIVING) != 0) {
            host.raise(Errno.ETIMEDOUT);
        }
        if ((before.busy() & IsoTpRecord.SENDING) != 0) {
            host.raise(Errno.ECOMM);
        }
    }

    /** isotp_release() waits for what is under way, and for nothing else. */
    @Override
    public boolean isDone() {
        bound.ifPresent(BoundSocket::dropWaiting);
        return bound.map(BoundSocket::isIdle).orElse(true);
    }

    @Override
    public void close() {
        bound.ifPresent(socket -> socket.close(Errno.ENETDOWN, Errno.ENETDOWN));
        bound = Optional.empty();
    }
}
