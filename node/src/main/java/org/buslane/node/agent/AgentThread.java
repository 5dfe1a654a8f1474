package org.buslane.node.agent;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.LinkMonitor;
import org.buslane.node.NodeException;
import org.buslane.node.reconcile.Keeping;
import org.jspecify.annotations.Nullable;

/**
 * The platform thread {@code agent}: it owns everything of the agent's that touches the kernel, in one epoll, and does
 * what others ask it to between two looks.
 */
final class AgentThread implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long MILLI = 1_000_000;

    /** From an event to the look: events come in bunches, and whoever asked for what caused them is answered first. */
    private static final long SETTLE = 20 * MILLI;

    private static final int EVENTS = 2;
    private static final int EVENT_BYTES = 1 << 20;

    private final Keeping keeping;
    private final Watchdog watchdog;
    private final LongSupplier clock;
    private final Runnable failed;
    /** @param changes whether a look is due behind it */
    private record Task(Runnable work, boolean changes) {}

    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final EventFd wake = new EventFd();
    private final Thread thread = Thread.ofPlatform().name("agent").unstarted(this::run);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean ending;

    /** @param failed is run when the thread ends by a fault of its own */
    AgentThread(Keeping keeping, Watchdog watchdog, LongSupplier clock, Runnable failed) {
        this.keeping = keeping;
        this.watchdog = watchdog;
        this.clock = clock;
        this.failed = failed;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            failure.set(e);
            failed.run();
        }
    }

    private void work() {
        try (Epoll epoll = new Epoll(EVENTS);
                LinkMonitor monitor = LinkMonitor.open(EVENT_BYTES)) {
            epoll.add(wake.descriptor(), 0, Epoll.IN);
            epoll.add(monitor.descriptor(), 0, Epoll.IN);
            keeping.begin();
            long due = clock.getAsLong();
            while (!ending) {
                if (due - clock.getAsLong() <= 0) {
                    keeping.pass();
                    watchdog.alive(clock.getAsLong());
                    due = keeping.due();
                }
                // Rounded up: a wait that ends too early would begin anew without a pause.
                epoll.await((int) (Math.max(0, due - clock.getAsLong()) / MILLI) + 1);
                wake.drain();
                boolean changed = serve();
                if (keeping.hear(monitor.read()) || changed) {
                    due = Math.min(due, clock.getAsLong() + SETTLE);
                }
            }
            keeping.end();
        }
    }

    /**
     * Those that wait now: who asks again and again has a turn, and not all of them.
     *
     * @return whether anything may be other now
     */
    private boolean serve() {
        boolean changed = false;
        for (int left = tasks.size(); left > 0; left--) {
            Task task = tasks.remove();
            task.work().run();
            changed |= task.changes();
        }
        return changed;
    }

    /** Something happened that it should look after, in words. */
    void hear(String cause) {
        tasks.add(new Task(() -> keeping.hear(cause), true));
        wake.signal();
    }

    /**
     * Asks it to do something, and waits for the answer.
     *
     * @throws NodeException with what was in the way
     */
    <T> T ask(Supplier<T> question) {
        return ask(question, true);
    }

    /** The same for what changes nothing. */
    <T> T look(Supplier<T> question) {
        return ask(question, false);
    }

    private <T> T ask(Supplier<T> question, boolean changes) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(new Task(
                () -> {
                    if (!answer.isDone()) {
                        answer(question, answer);
                    }
                },
                changes));
        wake.signal();
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false); // What was said to have failed is not done later.
            throw new NodeException("the agent's thread gave no answer in %d s".formatted(PATIENCE.toSeconds()), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case LinuxException refused -> throw new NodeException(String.valueOf(refused.getMessage()), refused);
                case NodeException said -> throw said;
                case null, default -> throw new NodeException("the agent failed: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("the agent is ending", e);
        }
    }

    private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * Waits until it has ended.
     *
     * @throws NodeException if that was by a fault of its own
     */
    void await() throws InterruptedException {
        thread.join();
        Throwable fault = failure.get();
        if (fault != null) {
            throw new NodeException("the agent's thread failed: " + fault, fault);
        }
    }

    @Override
    public void close() {
        ending = true;
        wake.signal();
        try {
            thread.join();
            wake.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
