package org.buslane.linux.inet;

import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;

/** Where SCTP associations come in. Never blocks. Owned by one thread. */
public final class SctpListener implements AutoCloseable {
    private final Descriptor descriptor;

    private SctpListener(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** One that came in, and from where. */
    public record Accepted(SctpSocket socket, InetPlace peer) {}

    /**
     * @param place port 0 for any; {@code [::]} has IPv4 as well
     * @throws LinuxException EADDRINUSE, EADDRNOTAVAIL; EPROTONOSUPPORT if this kernel has no SCTP
     */
    public static SctpListener listen(InetPlace place) {
        Descriptor socket = SctpSocket.open(place, "sctp " + place);
        try {
            Acceptance.listen(socket, place);
            return new SctpListener(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * The next association; empty if none waits, or the one that did is gone.
     *
     * @throws LinuxException EMFILE and its kin: then the association still waits
     */
    public Optional<Accepted> accept() {
        return Acceptance.next(descriptor).map(next -> new Accepted(new SctpSocket(next.socket()), next.peer()));
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
