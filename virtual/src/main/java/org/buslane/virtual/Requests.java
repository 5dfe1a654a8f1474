package org.buslane.virtual;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import org.buslane.core.bus.Ledger;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.SocketOption;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.raw.RawSocket;
import org.buslane.virtual.session.Later;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.wire.Reply;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.StateWord;

/** Answers what programs ask about their sockets. On the gateway's thread. */
final class Requests {
    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;

    private final Delivery delivery;
    private final Sessions sessions;
    private final Consumer<Descriptor> closer;

    Requests(Delivery delivery, Sessions sessions, Consumer<Descriptor> closer) {
        this.delivery = delivery;
        this.sessions = sessions;
        this.closer = closer;
    }

    /**
     * Does what is asked and answers on {@code replyTo}, which is a stranger's: it may be anything, it is
     * never waited for, and it is closed.
     */
    void answer(Connection from, Request request, Descriptor replyTo, long stamp) {
        if (request instanceof Request.Send sent) {
            send(from, sent, replyTo);
            return;
        }
        List<Descriptor> passed =
                request instanceof Request.Table ? List.of(from.lane().table()) : List.of();
        try {
            Reply answer =
                    from.session().map(seat -> reply(from, seat, request)).orElseGet(() -> reply(from, request, stamp));
            from.slot().save(from.raw());
            answer(replyTo, answer, passed);
        } finally {
            closer.accept(replyTo);
        }
    }

    /** What a program writes to a session may be answered later; until then its reply descriptor is kept. */
    private void send(Connection from, Request.Send sent, Descriptor replyTo) {
        Later later = error -> {
            int used = from.session().map(seat -> seat.session().used()).orElse(0);
            answer(replyTo, new Reply(error, from.stateWord(), used, MemorySegment.NULL), List.of());
            closer.accept(replyTo);
        };
        int result = from.session()
                .map(seat -> seat.send(sent.data(), sent.index(), sent.flags(), later))
                .orElse(Errno.EINVAL);
        if (result != Session.LATER) {
            later.answer(result);
        }
    }

    private void answer(Descriptor replyTo, Reply answer, List<Descriptor> passed) {
        UnixSocket reply = new UnixSocket(replyTo);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record =
                    arena.allocate(Reply.HEADER_SIZE + answer.value().byteSize(), 8);
            answer.write(record);
            if (isReplySocket(reply)) {
                reply.send(record, passed, MessageFlags.DONTWAIT);
            }
        } catch (LinuxException deaf) {
            // The asker is gone, or gave something that is no socket: there is nobody to tell.
        }
    }

    /** Anything else might be somebody's ear to whom the gateway's word, with its credentials, counts. */
    private static boolean isReplySocket(UnixSocket socket) {
        return socket.option(SocketOption.SO_DOMAIN) == AF_UNIX
                && socket.option(SocketOption.SO_TYPE) == SOCK_SEQPACKET;
    }

    private Reply reply(Connection from, Request request, long stamp) {
        return switch (request) {
            case Request.Table() -> answer(from, 0);
            case Request.Bind(int index) -> bind(from, index, stamp);
            case Request.SetOption(int level, int name, MemorySegment value) ->
                answer(from, set(from, level, name, value));
            case Request.GetOption(int level, int name, int space) ->
                give(from, RawOptions.get(from.raw(), level, name, space));
            case Request.WhatBecame() -> {
                MemorySegment counts = MemorySegment.ofArray(new byte[Ledger.SIZE]);
                from.slot().written().save(counts, 0);
                yield new Reply(0, from.stateWord(), 0, counts);
            }
            case Request.Protocol(int number) -> answer(from, sessions.open(from, number, delivery));
            case Request.Send _, Request.BindAddress _, Request.Connect _, Request.Name _, Request.Unknown _ ->
                answer(from, Errno.EINVAL);
        };
    }

    private Reply reply(Connection from, SessionSeat seat, Request request) {
        Session session = seat.session();
        Reply reply = switch (request) {
            case Request.SetOption(int level, int name, MemorySegment value) ->
                answer(
                        from,
                        level == RawOptions.SOL_SOCKET
                                ? set(from, level, name, value)
                                : session.set(level, name, value));
            case Request.GetOption(int level, int name, int space) ->
                give(
                        from,
                        level == RawOptions.SOL_SOCKET
                                ? RawOptions.get(from.raw(), level, name, space)
                                : session.get(level, name, space));
            case Request.Bind(int index) -> answer(from, session.bind(MemorySegment.ofArray(new int[] {index})));
            case Request.BindAddress(MemorySegment address) -> answer(from, session.bind(address));
            case Request.Connect(MemorySegment address) -> answer(from, session.connect(address));
            case Request.Name(boolean peer) -> give(from, session.name(peer));
            case Request.Table _, Request.WhatBecame _ -> reply(from, request, 0);
            case Request.Protocol _, Request.Send _, Request.Unknown _ -> answer(from, Errno.EINVAL);
        };
        seat.changed();
        // What it says of the socket is what the call has made of it.
        return new Reply(reply.error(), from.stateWord(), reply.needed(), reply.value());
    }

    private static Reply give(Connection from, RawOptions.Value value) {
        return new Reply(value.error(), from.stateWord(), value.needed(), value.bytes());
    }

    private static Reply answer(Connection from, int error) {
        return new Reply(error, from.stateWord(), 0, MemorySegment.NULL);
    }

    /** raw_bind() of net/can/raw.c: an interface that is down is bound to all the same, with a pending error. */
    private Reply bind(Connection from, int index, long stamp) {
        Lane lane = from.lane();
        if (index != 0 && lane.place(index) < 0) {
            return answer(from, Errno.ENODEV);
        }
        RawSocket raw = from.raw();
        if (raw.isBound() && raw.index() == index) {
            return answer(from, 0);
        }
        raw.bind(index);
        List<Link> links = index == 0 ? lane.links() : lane.link(index).stream().toList();
        from.listen(links, delivery);
        if (index != 0 && !links.getFirst().bus().isUp()) {
            from.raiseTold(Errno.ENETDOWN, stamp);
            return new Reply(0, raw.stateWord() | StateWord.PENDING, 0, MemorySegment.NULL);
        }
        return answer(from, 0);
    }

    private static int set(Connection from, int level, int name, MemorySegment value) {
        if (level == RawOptions.SOL_SOCKET && (name == SO_RCVBUF || name == SO_RCVBUFFORCE)) {
            return setQueue(from, value);
        }
        return RawOptions.set(from.raw(), level, name, value);
    }

    /** What a program may leave unread is bounded by our sending buffer, not by its receiving one. */
    private static int setQueue(Connection from, MemorySegment value) {
        if (value.byteSize() < Integer.BYTES) {
            return Errno.EINVAL;
        }
        int bytes = value.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        from.socket().option(SocketOption.SO_SNDBUF, bytes);
        return 0;
    }
}
