package org.buslane.linux.inet;

import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.stream.ByteStream;

/** Where TCP connections come in. Never blocks. Owned by one thread. */
public final class TcpListener implements AutoCloseable {
    private final Descriptor descriptor;

    private TcpListener(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** One that came in, and from where. */
    public record Accepted(ByteStream stream, InetPlace peer) {}

    /**
     * @param place port 0 for any; {@code [::]} has IPv4 connections as well
     * @throws LinuxException EADDRINUSE, EADDRNOTAVAIL, EACCES
     */
    public static TcpListener listen(InetPlace place) {
        Descriptor socket = InetSocket.open(place, InetSocket.STREAM, TcpOptions.IPPROTO_TCP, "tcp " + place);
        try {
            TcpOptions.set(socket);
            Acceptance.listen(socket, place);
            return new TcpListener(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * The next connection; empty if none waits, or the one that did is gone.
     *
     * @throws LinuxException EMFILE and its kin: then the connection still waits
     */
    public Optional<Accepted> accept() {
        return Acceptance.next(descriptor).map(next -> new Accepted(ByteStream.of(next.socket()), next.peer()));
    }

    /** With the port that it got. */
    public InetPlace local() {
        return InetSocket.local(descriptor);
    }

    /** For an epoll. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
