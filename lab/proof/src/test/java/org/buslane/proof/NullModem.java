package org.buslane.proof;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.stream.ByteStream;
import org.buslane.linux.stream.PseudoTerminal;

/** A cable between the far ends of two pseudo-terminals: a thread carries bytes over until it is closed. */
final class NullModem implements AutoCloseable {
    private final Thread thread;
    private volatile boolean cut;
    private volatile long bytes;

    private NullModem(ByteStream left, ByteStream right) {
        this.thread = Thread.ofPlatform().name("a cable").daemon().start(() -> carry(left, right));
    }

    static NullModem between(PseudoTerminal left, PseudoTerminal right) {
        return new NullModem(left.stream(), right.stream());
    }

    /** So many have come over, both ways. */
    long bytes() {
        return bytes;
    }

    private void carry(ByteStream left, ByteStream right) {
        try (Arena arena = Arena.ofConfined();
                Epoll epoll = new Epoll(2)) {
            MemorySegment memory = arena.allocate(1024);
            epoll.add(left.descriptor(), 0, Epoll.IN);
            epoll.add(right.descriptor(), 1, Epoll.IN);
            long sum = 0;
            while (!cut) {
                epoll.await(10);
                sum += carry(left, right, memory) + carry(right, left, memory);
                bytes = sum;
            }
        }
    }

    private int carry(ByteStream from, ByteStream to, MemorySegment memory) {
        int count = from.read(memory, 0, memory.byteSize());
        int carried = 0;
        while (carried < count && !cut) {
            int written = to.write(memory, carried, count - carried);
            if (written < 0 && written != -Errno.EAGAIN) {
                return carried; // the other end is gone, as at the end of a test
            }
            carried += Math.max(0, written);
        }
        return carried;
    }

    @Override
    public void close() {
        cut = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
