package org.buslane.lane;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.buslane.core.policy.Access;
import org.buslane.linux.Epoll;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;

/**
 * Copies the frames of one lane between the bus and the vcan inside, both ways, by its terms. Each lane has a socket of
 * its own on the bus, and CAN_RAW gives no socket what it sent itself: so a lane never hears its own frames, but all
 * other lanes and programs do. Opened by any thread, then owned by that of the {@link CopyLoop}.
 */
public final class Copier {
    /** Both directions. */
    static final int WAYS = 2;

    /** As large as net.core.rmem_max allows: it is all that stands between a burst and a loss. */
    private static final int BUFFER = 1 << 20;

    /** FD and error frames always, so that the terms decide about them and what is denied is counted. */
    private static final CanOptions OPTIONS =
            CanOptions.classic().withFd().withErrors(CanOptions.ALL_ERRORS).withBuffers(BUFFER, 0);

    private final Arena arena = Arena.ofShared();
    private final LongSupplier clock;
    private final CanSocket bus;
    private final CanSocket inside;
    private final CopyWay write;
    private final CopyWay read;
    private final boolean[] watched = new boolean[WAYS];
    private volatile Optional<String> end = Optional.empty();

    private Copier(
            CopyOrder order, CanSocket bus, CanSocket inside, CopyTally written, CopyTally reads, LongSupplier clock) {
        this.clock = clock;
        this.bus = bus;
        this.inside = inside;
        long now = clock.getAsLong();
        this.write = new CopyWay(
                inside,
                bus,
                written,
                new CopyGate(order.terms(), Access.WRITE, now),
                arena.allocate(CopyWay.BATCH_BYTES, Long.BYTES));
        this.read = new CopyWay(
                bus,
                inside,
                reads,
                new CopyGate(order.terms(), Access.READ, now),
                arena.allocate(CopyWay.BATCH_BYTES, Long.BYTES));
    }

    /**
     * Of the calling thread's namespace and the container's. Frames queue from now on.
     *
     * @param written counts what the lane writes
     * @param read counts what it reads
     * @param clock nanoseconds, never going back
     * @throws LinuxException ENODEV if an interface is gone
     */
    public static Copier open(
            CopyOrder order, NetworkNamespace container, CopyTally written, CopyTally read, LongSupplier clock) {
        CanSocket inside = CanSocket.openIn(container, order.inside(), OPTIONS);
        try {
            return new Copier(order, CanSocket.open(order.bus(), OPTIONS), inside, written, read, clock);
        } catch (LinuxException e) {
            inside.close();
            throw e;
        }
    }

    /** Why it copies no more; empty while it does. Any thread may ask. */
    public Optional<String> end() {
        return end;
    }

    boolean isEnded() {
        return end.isPresent();
    }

    void terms(LaneTerms terms) {
        long now = clock.getAsLong();
        write.gate(new CopyGate(terms, Access.WRITE, now));
        read.gate(new CopyGate(terms, Access.READ, now));
    }

    private CopyWay way(int index) {
        return index == 0 ? write : read;
    }

    /** Copies a batch of way 0, what the lane writes, or 1, what it reads. */
    void ready(int way, long now) {
        if (isEnded()) {
            return; // An event of the same wait, behind the one that ended it.
        }
        try {
            way(way).copy(now);
        } catch (LinuxException e) {
            finish(String.valueOf(e.getMessage()));
        }
    }

    /** Sends what waits for room; says whether some still does. */
    boolean retry(long now) {
        try {
            if (write.isWaiting()) {
                write.write(now);
            }
            if (read.isWaiting()) {
                read.write(now);
            }
        } catch (LinuxException e) {
            finish(String.valueOf(e.getMessage()));
        }
        return !isEnded() && (write.isWaiting() || read.isWaiting());
    }

    /**
     * Has epoll wait for each way that can read. Out of it altogether while it cannot: an error of the interface would be
     * reported all the time.
     */
    void watch(Epoll epoll, int slot) {
        for (int i = 0; i < WAYS && !isEnded(); i++) {
            boolean wanted = !way(i).isWaiting();
            if (wanted && !watched[i]) {
                epoll.add(way(i).source(), (long) slot * WAYS + i, Epoll.IN);
            } else if (!wanted && watched[i]) {
                epoll.remove(way(i).source());
            }
            watched[i] = wanted;
        }
    }

    void settle() {
        if (!isEnded()) {
            write.settle();
            read.settle();
        }
    }

    /** Copies what was sent so far, counts what does not go, and closes its sockets, which takes them out of epoll. */
    void finish(String why) {
        if (isEnded()) {
            return;
        }
        long now = clock.getAsLong();
        write.finish(now);
        read.finish(now);
        bus.close();
        inside.close();
        arena.close();
        end = Optional.of(why);
    }
}
