package org.buslane.virtual;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.TimeSlice;
import org.buslane.linux.TimerFd;
import org.buslane.linux.socket.UnixSocket;

/**
 * All virtual buses of a node and every program on them. One thread, the one that calls {@link #run},
 * owns the buses, the lanes, the sockets and the memory; others ask it through a queue. It sleeps in
 * epoll when nothing is to be done.
 */
public final class VirtualGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VirtualGateway.class.getName());
    private static final int EVENTS = 256;
    private static final int ACCEPTS_AT_ONCE = 64;

    /** When others have taken all descriptors of the machine, no event tells that some are free again. */
    private static final int RETRY_MILLIS = 200;

    /** The least there is: a batch takes some tens of microseconds, and cyclic frames go by the clock. */
    private static final long SLICE_NANOS = 100_000;

    /** Of the eventfd; lanes are below it by their places, the timer, sockets and residents above. */
    private static final long WAKE = GatewayMemory.PLACES;

    private static final long TIMER = WAKE + 1;

    private static final long FIRST_SOCKET = TIMER + 1;

    static final long FIRST_RESIDENT = FIRST_SOCKET + GatewayMemory.SOCKETS;

    private final Epoll epoll = new Epoll(EVENTS);
    private final Residents residents;
    private final EventFd wake = new EventFd();
    private final TimerFd timer = new TimerFd();
    private long alarm = Long.MAX_VALUE;
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Switchboard switchboard;

    /** Whose programs are gone, and what those began is not done. */
    private final List<Connection> leaving = new ArrayList<>();

    private final Heart heart;
    private final LongSupplier monotonic;
    private volatile boolean stopping;
    private boolean accepting = true;
    private long refused;

    private VirtualGateway(Switchboard switchboard, Heart heart, LongSupplier monotonic) {
        this.switchboard = switchboard;
        this.heart = heart;
        this.monotonic = monotonic;
        this.residents = switchboard.furnish(epoll);
    }

    /**
     * Opens every lane's socket below {@code runFolder}, or takes over what {@code store} kept from an
     * earlier gateway, whose programs go on as if nothing had been.
     *
     * @throws LinuxException if a socket cannot be made
     * @throws java.io.UncheckedIOException if a folder cannot be made
     */
    public static VirtualGateway open(VirtualConfig config, Path runFolder, DescriptorStore store) {
        return open(config, runFolder, store, Setup.real());
    }

    /** As the other, and beats while it {@link #run}s. */
    public static VirtualGateway open(
            VirtualConfig config, Path runFolder, DescriptorStore store, Optional<Pulse> pulse) {
        return open(config, runFolder, store, Setup.real(), pulse);
    }

    static VirtualGateway open(VirtualConfig config, Path runFolder, DescriptorStore store, Setup setup) {
        return open(config, runFolder, store, setup, Optional.empty());
    }

    private static VirtualGateway open(
            VirtualConfig config, Path runFolder, DescriptorStore store, Setup setup, Optional<Pulse> pulse) {
        Switchboard switchboard = Switchboard.open(config, runFolder, store, setup);
        VirtualGateway gateway =
                new VirtualGateway(switchboard, new Heart(pulse, setup.monotonic()), setup.monotonic());
        gateway.watchAll();
        return gateway;
    }

    private void watchAll() {
        epoll.add(wake.descriptor(), WAKE, Epoll.IN);
        epoll.add(timer.descriptor(), TIMER, Epoll.IN | Epoll.EDGE);
        watchLanes();
        switchboard.connections().forEach(this::watch);
    }

    private void watchLanes() {
        switchboard.lanes().forEach(this::watch);
    }

    private void watch(Lane lane) {
        epoll.add(lane.listening().descriptor(), lane.place(), Epoll.IN);
    }

    /** While there are no descriptors for who comes, no lane is waited for. */
    private final class Waiting implements Watch {
        @Override
        public void begin(Lane lane) {
            if (accepting) {
                watch(lane);
            }
        }

        @Override
        public void end(Lane lane) {
            if (accepting) {
                epoll.remove(lane.listening().descriptor());
            }
        }

        @Override
        public void end(Connection connection) {
            if (!leaving.remove(connection)) {
                epoll.remove(connection.socket().descriptor());
            }
        }
    }

    private void watch(Connection connection) {
        epoll.add(connection.socket().descriptor(), FIRST_SOCKET + connection.rank(), Epoll.IN);
    }

    /** Serves until {@link #stop}. The calling thread, a platform thread, owns everything from now on. */
    public void run() {
        TimeSlice.ask(SLICE_NANOS);
        while (!stopping) {
            heart.turn();
            setAlarm();
            int count = epoll.await(switchboard.relay().isSpeaking() ? 0 : heart.wait(accepting ? -1 : RETRY_MILLIS));
            if (count == 0) {
                acceptAgain();
            }
            for (int i = 0; i < count; i++) {
                serve(epoll.data(i), epoll.events(i));
            }
            switchboard.relay().speak();
            switchboard.relay().tick();
            closeLeaving();
        }
        answerAll();
    }

    /** For the next who is due. What the timer says is not read: it is set anew, or looked at once (EDGE). */
    private void setAlarm() {
        long nearest = switchboard.relay().timetable().nearest();
        if (nearest != alarm) {
            alarm = nearest;
            if (nearest == Long.MAX_VALUE) {
                timer.clear();
            } else {
                timer.set(nearest - monotonic.getAsLong());
            }
        }
    }

    /** Makes {@link #run} return soon. Any thread. */
    public void stop() {
        stopping = true;
        wake.signal();
    }

    /** Everything as it is now. Any thread; completes while {@link #run} runs. */
    public CompletableFuture<GatewayStatus> status() {
        return ask(() -> switchboard.status(refused));
    }

    /**
     * Sets a bus up or down, as {@code ip link set} does with an interface: programs bound to a bus that
     * goes down get ENETDOWN. Any thread; completes while {@link #run} runs.
     *
     * @return whether there is such a bus
     */
    public CompletableFuture<Boolean> up(String bus, boolean up) {
        return ask(() -> switchboard.up(bus, up));
    }

    /** What {@link #change} would do. Any thread; completes while {@link #run} runs. */
    public CompletableFuture<VirtualChange> difference(VirtualConfig after) {
        return ask(() -> switchboard.difference(after));
    }

    /**
     * Makes buses and lanes those of another configuration, between two batches; what is the same in both goes on
     * undisturbed. Programs of a lane that is gone see the network go down, those bound to an interface that is
     * gone get ENODEV. Any thread; completes while {@link #run} runs, with an exception if a lane cannot be
     * opened, and then nothing has changed.
     */
    public CompletableFuture<VirtualChange> change(VirtualConfig after) {
        return ask(() -> {
            VirtualChange change = switchboard.change(after, new Waiting());
            residents.open(after.residents(), epoll);
            acceptAgain(); // descriptors may have become free
            return change;
        });
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        wake.signal();
        return answer;
    }

    private void serve(long place, int events) {
        if (place == TIMER) {
            alarm = Long.MAX_VALUE; // it went off: whoever is next sets it anew
        } else if (place == WAKE) {
            wake.drain();
            answerAll();
        } else if (place < WAKE) {
            Lane lane = switchboard.laneAt((int) place);
            if (lane != null) { // else closed while an earlier event of the same wait was served
                accept(lane);
            }
        } else if (place >= FIRST_RESIDENT) {
            residents.at((int) (place - FIRST_RESIDENT)).ifPresent(seat -> seat.ready(events));
        } else {
            serveConnection((int) (place - FIRST_SOCKET));
        }
    }

    private void answerAll() {
        for (Runnable question = asked.poll(); question != null; question = asked.poll()) {
            question.run();
        }
    }

    private void serveConnection(int number) {
        Connection connection = switchboard.connection(number);
        if (connection == null) {
            return; // closed while an earlier event of the same wait was served
        }
        Relay.Outcome outcome;
        try {
            outcome = switchboard.relay().serve(connection);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "a socket of lane " + connection.lane().name() + " is closed after a fault of ours",
                    e);
            outcome = Relay.Outcome.ENDED;
        }
        if (outcome == Relay.Outcome.ENDED) {
            // The keeper holds the same open file, so closing our descriptor would not end the watching.
            epoll.remove(connection.socket().descriptor());
            if (connection.isDone()) {
                switchboard.close(connection);
                acceptAgain();
            } else {
                leaving.add(connection);
            }
        }
    }

    private void closeLeaving() {
        if (!leaving.isEmpty() && leaving.removeIf(this::isClosed)) {
            acceptAgain();
        }
    }

    private boolean isClosed(Connection connection) {
        if (connection.isDone()) {
            switchboard.close(connection);
            return true;
        }
        return false;
    }

    private void accept(Lane lane) {
        try {
            for (int i = 0; accepting && i < ACCEPTS_AT_ONCE; i++) {
                UnixSocket socket = lane.listening().accept().orElse(null);
                if (socket == null) {
                    return;
                }
                accept(lane, socket);
            }
        } catch (LinuxException e) {
            refused++;
            if (e.is(Errno.EMFILE) || e.is(Errno.ENFILE)) {
                stopAccepting();
            }
        }
    }

    private void accept(Lane lane, UnixSocket socket) {
        Connection connection = switchboard.connect(lane, socket).orElse(null);
        if (connection == null) {
            refused++;
            socket.close();
            return;
        }
        try {
            watch(connection);
        } catch (LinuxException e) {
            switchboard.close(connection);
            throw e;
        }
    }

    /** Out of descriptors: listening sockets stay readable, and watching them would be a busy loop. */
    private void stopAccepting() {
        accepting = false;
        switchboard.lanes().forEach(lane -> epoll.remove(lane.listening().descriptor()));
    }

    private void acceptAgain() {
        if (!accepting) {
            accepting = true;
            watchLanes();
        }
    }

    /**
     * After {@link #run} has returned, by itself or with an error: lets go of everything and leaves it as it
     * is, for the next gateway on the same store, as SIGKILL would.
     */
    void leave() {
        switchboard.leave();
        epoll.close();
        wake.close();
        timer.close();
    }

    /** After {@link #run} has returned: closes and removes every socket, nothing is left behind. */
    @Override
    public void close() {
        switchboard.close();
        epoll.close();
        wake.close();
        timer.close();
    }
}
