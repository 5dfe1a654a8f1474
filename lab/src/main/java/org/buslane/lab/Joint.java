package org.buslane.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.LinuxException;
import org.buslane.virtual.client.BusSocket;

/**
 * An interface of the guest and a bus of the host that are one, see native/lab/join.c. Two threads: one takes from
 * the guest and sends to the bus, one takes from the bus and answers the guest's requests. They share the bus's one
 * socket, which is what keeps a frame from coming back.
 */
final class Joint implements AutoCloseable {
    /** Each frame in an answer stands behind its size. */
    private static final int SIZE = 2;

    private final String name;
    private final BusSocket bus;
    private final Channel channel;
    private final Consumer<String> notices;
    private final Semaphore requests = new Semaphore(0);
    private final AtomicLong lostInside = new AtomicLong();
    private volatile boolean ended;

    Joint(String name, BusSocket bus, Channel channel, Consumer<String> notices) {
        this.name = name;
        this.bus = bus;
        this.channel = channel;
        this.notices = notices;
    }

    void start() {
        Thread.ofPlatform().daemon().name("from " + name).start(this::fromGuest);
        Thread.ofPlatform().daemon().name("to " + name).start(this::toGuest);
    }

    private void fromGuest() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(Channel.HEAD + FrameLayout.XL_MAX_SIZE, 8);
            MemorySegment frame = record.asSlice(Channel.HEAD);
            for (int kind = channel.read(); kind >= 0; kind = channel.read()) {
                if (kind == Channel.REQUEST) {
                    requests.release();
                    continue;
                }
                // The rest of the head, aligned so that its length is.
                if (!channel.read(record.asSlice(1), Channel.HEAD - 1)) {
                    return;
                }
                int length = Short.toUnsignedInt(record.get(ValueLayout.JAVA_SHORT, SIZE));
                if (length > FrameLayout.XL_MAX_SIZE || !channel.read(frame, length)) {
                    return;
                }
                if (kind == Channel.KIND_LOST) {
                    lostInside.set(Integer.toUnsignedLong(frame.get(ValueLayout.JAVA_INT, 0)));
                } else {
                    bus.send(frame.asSlice(0, length));
                }
            }
        } catch (LinuxException e) {
            broken(e);
        }
    }

    private void toGuest() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(Channel.HEAD + Channel.CHUNK, 8);
            while (!ended) {
                FrameBatch batch = bus.receive();
                for (int sent = 0; sent < batch.count(); ) {
                    int at = Channel.HEAD;
                    for (; sent < batch.count() && at + SIZE + batch.size(sent) <= answer.byteSize(); sent++) {
                        int size = batch.size(sent);
                        answer.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) size);
                        MemorySegment.copy(batch.memory(), batch.offset(sent), answer, at + SIZE, size);
                        at += SIZE + size;
                    }
                    requests.acquireUninterruptibly();
                    channel.write(Channel.answered(answer, Channel.KIND_FRAMES, at - Channel.HEAD));
                }
            }
        } catch (LinuxException e) {
            broken(e);
        }
    }

    private void broken(LinuxException e) {
        if (!ended) {
            ended = true;
            notices.accept("%s is on its own in the lab from now on: %s".formatted(name, e.getMessage()));
        }
    }

    /** What was lost inside is said; what the gateway lost of the guest's is in its account. */
    @Override
    public void close() {
        ended = true;
        if (lostInside.get() > 0) {
            notices.accept("%s: %d frames were sent in the lab faster than they could leave it, and are lost"
                    .formatted(name, lostInside.get()));
        }
    }
}
