package org.buslane.proof.lane;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.LinuxException;
import org.buslane.linux.can.CanSocket;
import org.buslane.linux.can.SendEnd;

/**
 * Sends numbered frames of one id, until it is closed: a number is used once the kernel has taken its frame, so what
 * arrives counts upwards, and what is missing was lost behind the socket. Its thread owns the socket, and opens a new one
 * only when the interface below it was deleted.
 */
final class NumberedSender implements AutoCloseable {
    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int id;
    private final Supplier<CanSocket> opener;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().name("sender").unstarted(this::run);
    private volatile boolean ending;

    private NumberedSender(int id, Supplier<CanSocket> opener) {
        this.id = id;
        this.opener = opener;
    }

    static NumberedSender start(int id, Supplier<CanSocket> opener) {
        NumberedSender sender = new NumberedSender(id, opener);
        sender.thread.start();
        return sender;
    }

    /** Frames that the kernel took: their numbers are 0 to one less. */
    long sent() {
        return sent.get();
    }

    /** Sockets that it took. */
    long opened() {
        return opened.get();
    }

    private void run() {
        try (WordBatch batch = new WordBatch()) {
            batch.add(id, false);
            while (!ending) {
                try (CanSocket socket = opener.get()) {
                    opened.incrementAndGet();
                    send(socket, batch);
                } catch (LinuxException | NoSuchElementException e) {
                    pause(); // The interface is not there.
                }
            }
        }
    }

    private void send(CanSocket socket, WordBatch batch) {
        while (!ending) {
            batch.frames().memory().set(NUMBER, batch.frames().offset(0) + FrameLayout.OFFSET_DATA, sent.get());
            if (socket.send(batch.frames(), 0, 1) == 1) {
                sent.incrementAndGet();
            } else if (socket.sendEnd() == SendEnd.GONE) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; what it has sent is known then. */
    void end() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
