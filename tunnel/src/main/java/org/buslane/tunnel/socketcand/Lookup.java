package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;

/**
 * Asks for the address of a host, which takes as long as others like: a thread of its own, {@code looks up HOST}, waits for
 * it. That cannot be interrupted, so one that nobody wants any more ends when it is answered.
 */
final class Lookup implements Search {
    /** Who knows the addresses of hosts; may take its time. */
    interface Resolver {
        InetAddress address(String host) throws UnknownHostException;
    }

    private final ServerPlace.Named server;
    private final String bus;
    private final CompletableFuture<InetAddress> answer = new CompletableFuture<>();
    private final EventFd answered = new EventFd();

    private Lookup(ServerPlace.Named server, String bus) {
        this.server = server;
        this.bus = bus;
    }

    /** @param bus that the server is to be asked for */
    static Lookup begin(ServerPlace.Named server, String bus, Resolver resolver) {
        Lookup lookup = new Lookup(server, bus);
        Thread.ofPlatform().name("looks up " + server.host()).daemon().start(() -> lookup.ask(resolver));
        return lookup;
    }

    private void ask(Resolver resolver) {
        try {
            answer.complete(resolver.address(server.host()));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
        answered.signal();
    }

    @Override
    public Descriptor descriptor() {
        return answered.descriptor();
    }

    @Override
    public Optional<Found> found() {
        if (!answer.isDone()) {
            return Optional.empty();
        }
        if (answer.isCompletedExceptionally()) {
            throw new LinuxException("find", server.host(), new Errno(Errno.ENOENT), "no such host");
        }
        InetPlace place = new InetPlace(answer.join(), server.port());
        return Optional.of(new Found(server.toString(), new ListenPlace.Tcp(place), bus));
    }

    @Override
    public void close() {
        answered.close();
    }
}
