package org.buslane.tunnel.socketcand;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.buslane.core.frame.Payload;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Descriptor;
import org.buslane.linux.EventFd;
import org.buslane.tunnel.line.Line;

/**
 * Where clients that have opened a bus go from the server's thread to the bus's: once for a client, never for a frame.
 * One thread puts them in, another takes them out; it outlives the bus's thread.
 */
public final class Hatch implements AutoCloseable {
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final EventFd signal = new EventFd();

    /** Without anybody in it. */
    public Hatch() {}

    /**
     * A client that has said {@code < open … >} and was not answered yet.
     *
     * @param name its address, or a number for one of a unix socket
     * @param certificate whose it is, in words; empty without TLS
     * @param rest what it had said behind the command that opened the bus
     * @param gone is run once when it is gone, by any thread
     */
    record Arrival(Line line, String name, String certificate, Policy policy, Payload rest, Runnable gone) {}

    void put(Arrival arrival) {
        arrivals.add(arrival);
        signal.signal();
    }

    Optional<Arrival> take() {
        return Optional.ofNullable(arrivals.poll());
    }

    /** Readable when there is one. */
    Descriptor descriptor() {
        return signal.descriptor();
    }

    void heard() {
        signal.drain();
    }

    /** Once nobody puts any in. */
    @Override
    public void close() {
        for (Optional<Arrival> left = take(); left.isPresent(); left = take()) {
            left.get().line().close();
            left.get().gone().run();
        }
        signal.close();
    }
}
