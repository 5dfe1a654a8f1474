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
import org.buslane.tunnel.line.TlsConnecting;
import org.buslane.tunnel.line.TlsLine;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way to a server: never waits. Owned by the bus's thread, until TLS has a thread of its own for it.
 */
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
    private @Nullable TlsConnecting connecting;
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

    /** What to wait for, which may be another one after a step. */
    Descriptor descriptor() {
        return connecting == null ? stream.descriptor() : connecting.descriptor();
    }

    /** What it waits for, of its descriptor. */
    int events() {
        return events;
    }

    /** After its descriptor got ready, which nobody waits for now. */
    Step step() {
        if (connecting == null) {
            int errno = TcpConnection.result(stream);
            if (errno != 0) {
                why = new LinuxException("connect", "", new Errno(errno)).reason();
                return Step.FAILED;
            }
            return connected();
        }
        return decided(connecting);
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

    private Step shake(InetAddress address, int port) {
        connecting = TlsConnecting.begin(spec.tls().orElseThrow(), stream, spec.certified(address), port);
        events = Epoll.IN;
        return Step.WAIT;
    }

    private Step decided(TlsConnecting by) {
        return switch (by.take().orElse(null)) {
            case TlsConnecting.Outcome.Connected(TlsLine made) -> {
                line = made;
                by.close();
                yield Step.DONE;
            }
            case TlsConnecting.Outcome.Failed(String reason) -> {
                why = reason;
                yield Step.FAILED;
            }
            case null -> Step.WAIT;
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
        if (connecting != null) {
            connecting.close();
        } else if (line == null) {
            stream.close();
        }
    }
}
