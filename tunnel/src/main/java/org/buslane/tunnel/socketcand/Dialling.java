package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixConnection;
import org.buslane.linux.stream.ByteStream;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.line.PlainLine;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsHandshake;
import org.jspecify.annotations.Nullable;

/** A connection on its way to a server, in the clear or by TLS: never waits. Owned by the bus's thread. */
final class Dialling implements AutoCloseable {
    /** What there is to be done next. */
    enum Step {
        /** Wait for {@link #events}. */
        WAIT,
        /** Take the {@link #line}. */
        DONE,
        /** Close it: {@link #why}. */
        FAILED
    }

    private final SocketcandClientSpec spec;
    private final ListenPlace place;
    private final ByteStream stream;
    private @Nullable TlsHandshake handshake;
    private @Nullable Line line;
    private int events = Epoll.IN | Epoll.OUT;
    private String why = "";

    private Dialling(SocketcandClientSpec spec, ListenPlace place, ByteStream stream) {
        this.spec = spec;
        this.place = place;
        this.stream = stream;
    }

    /** @throws LinuxException if it fails at once */
    static Dialling begin(SocketcandClientSpec spec, ListenPlace place) {
        String what = "socketcand " + place;
        return new Dialling(
                spec,
                place,
                switch (place) {
                    case ListenPlace.Tcp tcp -> TcpConnection.begin(tcp.place(), what);
                    case ListenPlace.Unix unix ->
                        UnixConnection.begin(new UnixAddress(unix.name(), unix.isAbstract()), what);
                });
    }

    Descriptor descriptor() {
        return stream.descriptor();
    }

    /** What it waits for, of its descriptor. */
    int events() {
        return events;
    }

    /** After its descriptor got ready. */
    Step step() {
        if (handshake == null) {
            int errno = TcpConnection.result(stream);
            if (errno != 0) {
                why = new LinuxException("connect", "", new Errno(errno)).reason();
                return Step.FAILED;
            }
            return connected();
        }
        return step(handshake);
    }

    private Step connected() {
        switch (place) {
            case ListenPlace.Unix _ -> line = new PlainLine(stream);
            case ListenPlace.Tcp tcp -> {
                if (spec.tls().isPresent()) {
                    return shake(tcp.place().address(), tcp.place().port());
                }
                line = new SegmentLine(stream);
            }
        }
        return Step.DONE;
    }

    /** The files are read for each connection, so that certificates may be renewed meanwhile. */
    private Step shake(InetAddress address, int port) {
        try {
            String host = spec.host().isEmpty() ? address.getHostAddress() : spec.host();
            TlsHandshake begun = TlsContext.client(spec.tls().orElseThrow()).connect(stream, host, port);
            handshake = begun;
            return step(begun);
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
            return Step.FAILED;
        }
    }

    private Step step(TlsHandshake with) {
        return switch (with.step()) {
            case READ -> {
                events = Epoll.IN;
                yield Step.WAIT;
            }
            case WRITE -> {
                events = Epoll.IN | Epoll.OUT;
                yield Step.WAIT;
            }
            case DONE -> {
                line = with.line();
                yield Step.DONE;
            }
            case FAILED -> {
                why = with.why();
                yield Step.FAILED;
            }
        };
    }

    /** The connection, whose it is from now on. */
    Line line() {
        if (line == null) {
            throw new IllegalStateException("a connection is there once it is done");
        }
        return line;
    }

    /** Why it failed. */
    String why() {
        return why;
    }

    /** Unless it is somebody's. */
    @Override
    public void close() {
        if (line == null) {
            if (handshake != null) {
                handshake.close();
            }
            stream.close();
        }
    }
}
