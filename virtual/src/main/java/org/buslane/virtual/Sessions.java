package org.buslane.virtual;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;
import org.buslane.virtual.wire.ProgramRecord;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;

/**
 * The way of what programs write to sockets of protocols above frames, and read from them: one record at a
 * time in buffers of their own, as such records are longer and fewer than frames. A program writes by a
 * request, so that it learns at once what is wrong with it. Owned by the gateway's thread.
 */
final class Sessions {
    private static final int AT_ONCE = 16;
    private static final int RECORD = Request.HEADER_SIZE + Request.MAX_SEND;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment record = arena.allocate(RECORD, 8);
    private final MessageVector inbox = new MessageVector(
            arena.allocate(MessageVector.byteSize(1, 1, GatewayMemory.INBOX_CONTROL), 8),
            1,
            1,
            GatewayMemory.INBOX_CONTROL);
    private final MemorySegment trailer = arena.allocate(Trailer.SIZE, 8);
    private final MessageVector outbox = new MessageVector(arena.allocate(MessageVector.byteSize(1, 2, 0), 8), 1, 2, 0);
    private final Outgoing outgoing = new Outgoing();
    private final Timetable timetable;
    private final Protocols protocols;
    private final LongSupplier realtime;
    private final LongSupplier monotonic;
    private final Consumer<Descriptor> closer;

    Sessions(Timetable timetable, Setup setup) {
        this.timetable = timetable;
        this.protocols = setup.protocols();
        this.realtime = setup.realtime();
        this.monotonic = setup.monotonic();
        this.closer = setup.closer();
        inbox.iovec(0, 0, record.address(), RECORD);
        outbox.iovec(0, 0, trailer.address(), Trailer.SIZE);
    }

    Timetable timetable() {
        return timetable;
    }

    /** What sessions, and residents, say. */
    Outgoing outgoing() {
        return outgoing;
    }

    long now() {
        return monotonic.getAsLong();
    }

    long realtime() {
        return realtime.getAsLong();
    }

    /** @return 0 or an errno */
    int open(Connection connection, int protocol, Delivery delivery) {
        if (connection.session().isPresent()) {
            return Errno.EINVAL;
        }
        Optional<Function<SessionHost, Session>> maker = protocols.of(protocol);
        if (maker.isEmpty()) {
            return Errno.EPROTONOSUPPORT;
        }
        connection.slot().protocol(protocol);
        seat(connection, protocol, maker.get(), delivery);
        return 0;
    }

    private SessionSeat seat(
            Connection connection, int protocol, Function<SessionHost, Session> maker, Delivery delivery) {
        SessionSeat seat = new SessionSeat(connection, this, protocol, maker);
        connection.become(seat, delivery);
        timetable.add(seat);
        return seat;
    }

    /** As an earlier gateway had it. */
    void resume(Connection connection, Delivery delivery) {
        int protocol = connection.slot().protocol();
        seat(connection, protocol, protocols.of(protocol).orElseThrow(), delivery)
                .restore();
    }

    /** Takes some records from a program; what is no request is nothing at all. */
    Relay.Outcome serve(Connection from, Requests requests) {
        for (int i = 0; i < AT_ONCE; i++) {
            inbox.rearm(0);
            int count = inbox.receive(from.socket().descriptor(), 0, 1, MessageFlags.DONTWAIT);
            if (count <= 0) {
                return count == -Errno.EAGAIN || count == -Errno.ECONNRESET ? Relay.Outcome.OPEN : Relay.Outcome.ENDED;
            }
            Optional<Descriptor> reply = passed();
            int length = inbox.length(0);
            if (length == 0) {
                reply.ifPresent(closer);
                return Relay.Outcome.ENDED;
            }
            boolean whole = (inbox.flags(0) & MessageFlags.TRUNC) == 0;
            if (whole && ProgramRecord.isRequest(record, length)) {
                Request request = Request.read(record, 0, length);
                reply.ifPresent(to -> requests.answer(from, request, to, realtime.getAsLong()));
            } else {
                reply.ifPresent(closer);
            }
        }
        return Relay.Outcome.OPEN;
    }

    private Optional<Descriptor> passed() {
        Optional<Descriptor> first = Optional.empty();
        int count = inbox.descriptorCount(0);
        for (int i = 0; i < count; i++) {
            Descriptor one = Descriptor.adopt(inbox.descriptor(0, i), "a reply");
            if (i == 0) {
                first = Optional.of(one);
            } else {
                closer.accept(one);
            }
        }
        return first;
    }

    /**
     * To a session's program the trailer goes first: what follows may be of any length.
     *
     * @return below 0 a negative errno
     */
    int tell(Connection to, MemorySegment data, int index, int flags, long stamp) {
        int all = flags | to.raw().stampFlags();
        Trailer.write(
                trailer,
                0,
                index,
                all,
                stamp == 0 ? realtime.getAsLong() : stamp,
                to.slot().drops());
        outbox.iovec(0, 1, data.address(), data.byteSize());
        return outbox.send(to.socket().descriptor(), 0, 1, MessageFlags.DONTWAIT);
    }
}
