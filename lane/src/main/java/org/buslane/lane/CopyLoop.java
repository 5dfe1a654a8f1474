package org.buslane.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;

/**
 * Copies the frames of all lanes that are copied, on the platform thread {@code copies}, which owns their sockets and
 * sleeps in one epoll. Whoever adds and ends them is another thread, and hands over tasks.
 */
public final class CopyLoop implements AutoCloseable {
    private static final int EVENTS = 64;
    private static final long WAKE = -1;

    /** Milliseconds until a queue that was full is tried again: no event tells. A frame takes 0.1 to 1 on a bus. */
    private static final int RETRY = 1;

    /** Milliseconds after which what the kernel lost is asked for, if frames came: it only tells with the next one. */
    private static final int SETTLE = 500;

    private final LongSupplier clock;
    private final Epoll epoll = new Epoll(EVENTS);
    private final EventFd wake = new EventFd();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Copier> copiers = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("copies").unstarted(this::run);
    private volatile boolean ending;
    private boolean unsettled;
    private long settledAt;

    private CopyLoop(LongSupplier clock) {
        this.clock = clock;
    }

    /** @param clock nanoseconds, never going back */
    public static CopyLoop start(LongSupplier clock) {
        CopyLoop loop = new CopyLoop(clock);
        loop.epoll.add(loop.wake.descriptor(), WAKE, Epoll.IN);
        loop.thread.start();
        return loop;
    }

    /** Copies for it from now on. */
    public void add(Copier copier) {
        onThread(() -> copier.watch(epoll, seat(copier)));
    }

    /** One that has ended leaves its seat to the next. */
    private int seat(Copier copier) {
        for (int i = 0; i < copiers.size(); i++) {
            if (copiers.get(i).isEnded()) {
                copiers.set(i, copier);
                return i;
            }
        }
        copiers.add(copier);
        return copiers.size() - 1;
    }

    /** Judges by these from now on; no frame is lost or copied twice meanwhile. */
    public void terms(Copier copier, LaneTerms terms) {
        onThread(() -> copier.terms(terms));
    }

    /** Ends it, and returns when it has. */
    public void end(Copier copier) {
        CountDownLatch ended = new CountDownLatch(1);
        onThread(() -> {
            copier.finish("it was ended");
            ended.countDown();
        });
        try {
            while (thread.isAlive() && !ended.await(1, TimeUnit.SECONDS)) {
                // It has a batch or two before this.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onThread(Runnable task) {
        tasks.add(task);
        wake.signal();
    }

    private void run() {
        try (epoll;
                wake) {
            boolean waiting = false;
            while (!ending) {
                int ready = epoll.await(waiting ? RETRY : unsettled ? SETTLE : -1);
                long now = clock.getAsLong();
                for (int i = 0; i < ready; i++) {
                    serve(epoll.data(i), now);
                }
                waiting = retry(now);
                settle(now);
            }
            copiers.forEach(copier -> copier.finish("this process ends"));
        }
    }

    private void serve(long data, long now) {
        if (data == WAKE) {
            wake.drain();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            return;
        }
        int slot = (int) data / Copier.WAYS;
        copiers.get(slot).ready((int) data % Copier.WAYS, now);
        unsettled = true;
    }

    private boolean retry(long now) {
        boolean waiting = false;
        for (int i = 0; i < copiers.size(); i++) {
            waiting |= copiers.get(i).retry(now);
            copiers.get(i).watch(epoll, i);
        }
        return waiting;
    }

    private void settle(long now) {
        if (unsettled && now - settledAt >= TimeUnit.MILLISECONDS.toNanos(SETTLE)) {
            for (int i = 0; i < copiers.size(); i++) {
                copiers.get(i).settle();
            }
            settledAt = now;
            unsettled = false;
        }
    }

    /** Ends all that are copied. */
    @Override
    public void close() {
        ending = true;
        wake.signal();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
