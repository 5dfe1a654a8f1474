package org.buslane.tunnel.bus;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.buslane.linux.TimeSlice;
import org.buslane.tunnel.TunnelSpec;
import org.jspecify.annotations.Nullable;

/**
 * A bus with its tunnels. The platform thread {@code bus NAME} owns the port, the epoll, the timer and the tunnels;
 * others ask it through a queue. Like any thread it is in the network namespace of the one that started it, and with it
 * all that it opens.
 */
public final class BusThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BusThread.class.getName());

    /** The least there is: a batch takes some tens of microseconds, and frames are to go on at once. */
    private static final long SLICE_NANOS = 100_000;

    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final String name;
    private final BusLoop loop;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile boolean ending;
    private volatile boolean ended;

    private BusThread(BusPort port, BusClock clock) {
        this.name = port.name();
        this.loop = new BusLoop(port, clock, this::answerAll);
        this.thread = Thread.ofPlatform().name("bus " + name).daemon().unstarted(this::run);
    }

    /** Without tunnels. The port, which is used by the new thread only, is closed with it. */
    public static BusThread start(BusPort port, BusClock clock) {
        BusThread bus = new BusThread(port, clock);
        bus.thread.start();
        return bus;
    }

    public String name() {
        return name;
    }

    /**
     * Opens a tunnel. It hears from now on.
     *
     * @return fails with IllegalArgumentException if there is one of its name
     */
    public CompletableFuture<Void> open(TunnelSpec spec) {
        return ask(() -> {
            loop.open(spec);
            return null;
        });
    }

    /** Ends a tunnel. What it has said and the device has not taken yet is sent still. The answer: whether it was there. */
    public CompletableFuture<Boolean> close(String tunnel) {
        return ask(() -> loop.close(tunnel));
    }

    public CompletableFuture<BusReport> report() {
        return ask(loop::report);
    }

    /**
     * Does something on the bus's thread, between two turns. Any thread.
     *
     * @return fails as the question does, and with IllegalStateException once this is closed
     */
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            if (ended) {
                answer.completeExceptionally(new IllegalStateException("bus " + name + " has ended"));
                return;
            }
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        loop.wake();
        if (ended) {
            answerAll();
        }
        return answer;
    }

    private void answerAll() {
        for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
    }

    private void run() {
        TimeSlice.ask(SLICE_NANOS);
        try (loop) {
            while (!ending) {
                loop.turn(-1);
            }
            answerAll();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "bus %s has ended after a fault of ours".formatted(name), e);
        } finally {
            ended = true;
            answerAll();
            over.complete(null);
        }
    }

    /** Whether it goes on: not if it was closed, or is at fault. */
    public boolean isAlive() {
        return !over.isDone();
    }

    /** Ends the tunnels and the thread, and returns when they have. */
    @Override
    public void close() {
        ending = true;
        loop.wake();
        over.join(); // Nothing interrupts that.
    }
}
