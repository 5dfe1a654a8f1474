package org.buslane.virtual;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.Direction;
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.session.Later;
import org.buslane.virtual.session.Protocol;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;
import org.buslane.virtual.wire.StateWord;

/**
 * Where a session sits: between its program's connection, its lane's interfaces and the clock. What a fault
 * of the session's does ends with its own program. Owned by the gateway's thread.
 */
final class SessionSeat implements SessionHost, Timed, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionSeat.class.getName());

    private final Connection connection;
    private final Sessions sessions;
    private final int protocol;
    private final Session session;
    private boolean broken;

    SessionSeat(Connection connection, Sessions sessions, int protocol, Function<SessionHost, Session> protocolMaker) {
        this.connection = connection;
        this.sessions = sessions;
        this.protocol = protocol;
        this.session = protocolMaker.apply(this);
    }

    Session session() {
        return session;
    }

    int stateBits() {
        return StateWord.SESSION | (protocol == Protocol.ISOTP ? StateWord.ISOTP : 0);
    }

    /** What the program wrote, if no fault has ended this session. */
    int send(MemorySegment data, int index, int flags, Later later) {
        if (broken) {
            return Errno.ENETDOWN;
        }
        int result = session.send(data, index, flags, later);
        changed();
        return result;
    }

    /** After a request, which may have changed what it is bound to or due for. */
    void changed() {
        connection.slot().save(connection.raw());
        sessions.timetable().touch(this);
    }

    long wanted(FrameBatch batch, long selected, int index) {
        return broken ? 0 : session.wanted(batch, selected, index);
    }

    void hear(FrameBatch batch, long selected, int index, int flags) {
        if (broken) {
            return;
        }
        try { // and no lambda, which would be an object for each batch
            session.hear(batch, selected, index, flags, now());
            sessions.timetable().touch(this);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** What it cannot go on with is its own program's loss. */
    void restore() {
        guarded(() -> session.restore(now()));
    }

    void gone(Link link) {
        guarded(() -> session.gone(link.index()));
    }

    void down(VirtualBus bus) {
        guarded(() -> session.down(bus.index()));
    }

    @Override
    public long due() {
        return broken ? Long.MAX_VALUE : session.due();
    }

    @Override
    public void run(long now) {
        if (broken) {
            return;
        }
        try {
            session.run(now);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void guarded(Runnable call) {
        if (broken) {
            return;
        }
        try {
            call.run();
            changed();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException fault) {
        broken = true;
        LOG.log(
                Level.ERROR,
                "a session of lane " + connection.lane().name() + " is closed after a fault of ours",
                fault);
        try {
            connection.socket().shutdown(Direction.BOTH); // whoever serves it next finds its end
        } catch (LinuxException gone) {
            // Its end is there already.
        }
    }

    @Override
    public MemorySegment kept() {
        return connection.slot().session();
    }

    @Override
    public int check(int index, MemorySegment memory, long offset, int size) {
        Optional<Link> link = connection.lane().link(index);
        if (link.isEmpty()) {
            return Errno.ENODEV;
        }
        if (!FrameLayout.isValid(memory, offset, size)) {
            return Errno.EINVAL;
        }
        if (size > link.get().bus().kind().mtu()) {
            return Errno.EMSGSIZE;
        }
        return link.get().bus().isUp() ? 0 : Errno.ENETDOWN;
    }

    @Override
    public int publish(int index, MemorySegment memory, long offset, int size) {
        int error = check(index, memory, offset, size);
        if (error != 0) {
            return error;
        }
        Link link = connection.lane().link(index).orElseThrow();
        if (sessions.outgoing().add(connection, link, memory, offset, size)) {
            return 0;
        }
        connection.written().in(1);
        connection.written().dropped(DropReason.QUEUE_FULL, 1);
        return Errno.ENOBUFS;
    }

    @Override
    public boolean tell(MemorySegment data, int index, int flags, long stamp) {
        int result = sessions.tell(connection, data, index, flags, stamp);
        if (result == -Errno.EAGAIN || result == -Errno.ENOBUFS || result == -Errno.ENOMEM) {
            connection.slot().drops(connection.slot().drops() + 1);
        }
        return result >= 0;
    }

    @Override
    public void raise(int errno) {
        connection.raise(errno, 0);
    }

    @Override
    public boolean has(int index) {
        return connection.lane().place(index) >= 0;
    }

    @Override
    public boolean isUp(int index) {
        return connection.lane().link(index).map(link -> link.bus().isUp()).orElse(false);
    }

    @Override
    public int mtu(int index) {
        return connection
                .lane()
                .link(index)
                .map(link -> link.bus().kind().mtu())
                .orElse(0);
    }

    @Override
    public void bound(int index) {
        connection.raw().bind(index);
    }

    @Override
    public void unbound() {
        connection.raw().unbind();
    }

    @Override
    public Budget budget() {
        return connection.lane().budget();
    }

    @Override
    public long now() {
        return sessions.now();
    }

    /** Whether nothing is left to do for a program that is gone. */
    boolean isDone() {
        return broken || session.isDone();
    }

    @Override
    public void close() {
        sessions.timetable().remove(this);
        session.close();
    }
}
