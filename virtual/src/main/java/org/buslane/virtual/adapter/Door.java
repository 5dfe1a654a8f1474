package org.buslane.virtual.adapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.buslane.core.slcan.SlcanPlace;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.linux.stream.ByteStream;
import org.buslane.linux.stream.SerialLine;

/** The way to where an adapter is, without waiting. Owned by the gateway's thread; names are looked up by another. */
final class Door {
    private final SlcanPlace place;
    private Optional<CompletableFuture<InetAddress>> lookup = Optional.empty();

    Door(SlcanPlace place) {
        this.place = place;
    }

    /**
     * A stream that is ready, or, over TCP, one that {@link #result} is to be asked about when it is writable. Empty as
     * long as a name is being looked up.
     *
     * @throws LinuxException if there is none
     */
    Optional<ByteStream> open() {
        return switch (place) {
            case SlcanPlace.Serial serial -> Optional.of(SerialLine.open(serial.path(), serial.baud()));
            case SlcanPlace.Tcp tcp -> address(tcp).map(at -> TcpConnection.begin(at, tcp.port(), tcp.toString()));
        };
    }

    /** Whether a stream that was opened has still to be connected. */
    boolean connects() {
        return place instanceof SlcanPlace.Tcp;
    }

    /** @throws LinuxException if it could not be connected */
    void result(ByteStream stream) {
        int errno = TcpConnection.result(stream);
        if (errno != 0) {
            throw new LinuxException("connect", place.toString(), new Errno(errno));
        }
    }

    private Optional<InetAddress> address(SlcanPlace.Tcp tcp) {
        if (lookup.isEmpty()) {
            lookup = Optional.of(begin(tcp.host()));
        }
        CompletableFuture<InetAddress> asked = lookup.get();
        if (!asked.isDone()) {
            return Optional.empty();
        }
        lookup = Optional.empty();
        try {
            return Optional.of(asked.get());
        } catch (ExecutionException e) {
            throw new LinuxException("find", tcp.host(), new Errno(Errno.ENOENT), "no such host");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static CompletableFuture<InetAddress> begin(String host) {
        CompletableFuture<InetAddress> found = new CompletableFuture<>();
        Thread.ofPlatform().name("looks up " + host).daemon().start(() -> {
            try {
                found.complete(InetAddress.getByName(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }
}
