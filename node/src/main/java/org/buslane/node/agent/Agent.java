package org.buslane.node.agent;

import java.io.IOException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.LinkMonitor;
import org.buslane.node.NodeException;
import org.buslane.node.control.ControlServer;
import org.buslane.node.folder.FolderLock;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.reconcile.Duty;
import org.jspecify.annotations.Nullable;

/**
 * The agent: it attaches and detaches for root, and keeps up what it and commands without it have promised. The platform
 * thread {@code agent} owns everything that touches the kernel, in one epoll; the control socket is on virtual threads,
 * which hand their requests over to it.
 */
public final class Agent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long MILLI = 1_000_000;

    /** Nanoseconds between one look at all lanes and the next: can-gw tells nobody when its rules are deleted. */
    private static final long LOOK = 2000 * MILLI;

    /** From an event to the look: events come in bunches, and whoever asked for what caused them is answered first. */
    private static final long SETTLE = 50 * MILLI;

    private static final int EVENTS = 2;
    private static final int EVENT_BYTES = 1 << 20;

    private final FolderLock lock;
    private final LaneDesk desk;
    private final List<Duty> duties;
    private final ControlServer control;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final EventFd wake = new EventFd();
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean ending;

    private Agent(AgentFolder folder, LaneDesk desk, List<Duty> duties, Predicate<UserPrincipal> admitted) {
        this.lock = folder.take();
        this.desk = desk;
        this.duties = List.copyOf(duties);
        this.thread = Thread.ofPlatform().name("agent").unstarted(this::run);
        this.control = ControlServer.open(
                folder.socket(),
                admitted,
                line -> answer(AgentRequest.parse(line)),
                new ControlServer.Manners("the agent", AgentRequest.MAX_LENGTH, PATIENCE));
    }

    /**
     * Starts, and takes over the lanes that are recorded.
     *
     * @param duties in the order in which they are looked after
     * @param admitted who may ask
     * @throws NodeException if an agent is there already, or its socket cannot be had
     */
    public static Agent start(AgentFolder folder, LaneDesk desk, List<Duty> duties, Predicate<UserPrincipal> admitted) {
        Agent agent = new Agent(folder, desk, duties, admitted);
        agent.thread.start();
        return agent;
    }

    private void run() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            failure.set(e);
            control.close();
        }
    }

    private void look() {
        try (Epoll epoll = new Epoll(EVENTS);
                LinkMonitor monitor = LinkMonitor.open(EVENT_BYTES)) {
            epoll.add(wake.descriptor(), 0, Epoll.IN);
            epoll.add(monitor.descriptor(), 0, Epoll.IN);
            long due = System.nanoTime();
            while (!ending) {
                if (due - System.nanoTime() <= 0) {
                    duties.forEach(Duty::pass);
                    due = System.nanoTime() + LOOK;
                }
                // Rounded up: a wait that ends too early would begin anew without a pause.
                epoll.await((int) (Math.max(0, due - System.nanoTime()) / MILLI) + 1);
                if (!monitor.read().isEmpty()) {
                    due = Math.min(due, System.nanoTime() + SETTLE);
                }
                wake.drain();
                serve();
            }
        }
    }

    private void serve() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private String answer(AgentRequest request) {
        return onThread(() -> AgentRequest.answer(desk, request));
    }

    private <T> T onThread(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        wake.signal();
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
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

    /**
     * Waits until it was closed.
     *
     * @throws NodeException if it ended by a fault of its own
     */
    public void await() throws InterruptedException {
        thread.join();
        Throwable fault = failure.get();
        if (fault != null) {
            throw new NodeException("the agent's thread failed: " + fault, fault);
        }
    }

    /** Ends it; lanes stay. */
    @Override
    public void close() {
        control.close();
        ending = true;
        wake.signal();
        try {
            thread.join();
            wake.close();
            lock.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The process's end gives it up as well.
        }
    }
}
