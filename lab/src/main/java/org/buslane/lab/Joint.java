package org.buslane.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.virtual.client.BusSocket;
import org.jspecify.annotations.Nullable;

/**
 * An interface of the guest and a bus of the host that are one, see native/lab/join.c. Two threads: one takes from
 * the guest and sends to the bus, one takes from the bus and answers the guest's requests. They share the bus's one
 * socket, which is what keeps a frame from coming back.
 */
final class Joint implements AutoCloseable {
    /** Each frame in an answer stands behind its size. */
    private static final int SIZE = 2;

    /** What the guest sent last is still on its way when the guest has ended. */
    private static final Duration LAST_FRAMES = Duration.ofSeconds(3);

    private final String name;
    private final BusSocket bus;
    private final Channel channel;
    private final Consumer<String> notices;
    private final Semaphore requests = new Semaphore(0);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread fromGuest;
    private final Thread toGuest;
    private volatile long lostInside;
    private boolean closed;

    /** @param bus this joint's to close */
    Joint(String name, BusSocket bus, Channel channel, Consumer<String> notices) {
        this.name = name;
        this.bus = bus;
        this.channel = channel;
        this.notices = notices;
        this.fromGuest = Thread.ofPlatform().daemon().name("from " + name).unstarted(this::takeFromGuest);
        this.toGuest = Thread.ofPlatform().daemon().name("to " + name).unstarted(this::takeFromBus);
    }

    void start() {
        fromGuest.start();
        toGuest.start();
    }

    private void takeFromGuest() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(Channel.HEAD + FrameLayout.XL_MAX_SIZE, 8);
            for (int kind = channel.read(); kind >= 0; kind = channel.read()) {
                if (kind == Channel.REQUEST) {
                    requests.release();
                } else if (!takeRecord(kind, record)) {
                    return;
                }
            }
        } catch (LinuxException e) {
            // The guest is gone.
        } finally {
            endOfGuest();
        }
    }

    /** Nobody asks any more, and who waits for that is to know. */
    private void endOfGuest() {
        ended.set(true);
        requests.release();
    }

    /** What is behind a record's first byte; false at the end of the stream. */
    private boolean takeRecord(int kind, MemorySegment record) {
        // The rest of the head, aligned so that its length is.
        if (!channel.read(record.asSlice(1), Channel.HEAD - 1)) {
            return false;
        }
        int length = Short.toUnsignedInt(record.get(ValueLayout.JAVA_SHORT, SIZE));
        MemorySegment frame = record.asSlice(Channel.HEAD);
        if (length > frame.byteSize()) {
            broken("the guest sent %d bytes as a frame".formatted(length));
            channel.close();
            return false;
        }
        if (!channel.read(frame, length)) {
            return false;
        }
        if (kind == Channel.KIND_END) {
            endOfGuest();
            write(Channel.answered(record, Channel.KIND_END, 0));
        } else if (kind == Channel.KIND_LOST) {
            lostInside = Integer.toUnsignedLong(frame.get(ValueLayout.JAVA_INT, 0));
        } else if (!ended.get()) {
            send(frame.asSlice(0, length));
        }
        return true;
    }

    private void send(MemorySegment frame) {
        try {
            bus.send(frame);
        } catch (LinuxException e) {
            broken(e.getMessage());
        }
    }

    private void takeFromBus() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(Channel.HEAD + Channel.CHUNK, 8);
            while (!ended.get()) {
                passOn(answer);
            }
        }
    }

    private void passOn(MemorySegment answer) {
        try {
            pass(bus.receive(), answer);
        } catch (LinuxException e) {
            // A bus that somebody sets down comes up again.
            if (bus.hasEnded() || !e.is(Errno.ENETDOWN)) {
                broken(e.getMessage());
            }
        }
    }

    private void pass(FrameBatch batch, MemorySegment answer) {
        for (int next = 0; next < batch.count(); ) {
            int at = Channel.HEAD;
            for (; next < batch.count() && at + SIZE + batch.size(next) <= answer.byteSize(); next++) {
                int size = batch.size(next);
                answer.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) size);
                MemorySegment.copy(batch.memory(), batch.offset(next), answer, at + SIZE, size);
                at += SIZE + size;
            }
            requests.acquireUninterruptibly();
            if (ended.get() || !write(Channel.answered(answer, Channel.KIND_FRAMES, at - Channel.HEAD))) {
                return;
            }
        }
    }

    /** False when the guest is gone, which is no reason for a notice. Both threads have answers. */
    private boolean write(MemorySegment answer) {
        try {
            synchronized (channel) {
                channel.write(answer);
            }
            return true;
        } catch (LinuxException e) {
            ended.set(true);
            return false;
        }
    }

    private void broken(@Nullable String why) {
        if (ended.compareAndSet(false, true)) {
            notices.accept("%s is on its own in the lab from now on: %s".formatted(name, why));
        }
    }

    /**
     * After the guest's end: what it sent last goes out still. What was lost inside is said; what the gateway lost of
     * the guest's is in its account. A second time does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        isOver(fromGuest);
        ended.set(true);
        requests.release();
        channel.close();
        bus.end();
        // Memory that a thread might still write to stays; it is this process's last moment in any case.
        if (isOver(fromGuest) && isOver(toGuest)) {
            bus.close();
        }
        if (lostInside > 0) {
            notices.accept("%s: %d frames were sent in the lab faster than they could leave it, and are lost"
                    .formatted(name, lostInside));
        }
    }

    private static boolean isOver(Thread thread) {
        try {
            return thread.getState() == Thread.State.NEW || thread.join(LAST_FRAMES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
