package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.QuickAck;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.linux.inet.TcpSilence;
import org.buslane.linux.stream.ByteStream;

/** The stream of "TCP protocol version 1": a greeting, then frames without anything between them. */
final class TcpWire implements Wire {
    /**
     * Bytes to a write. The kernel asks whether its own queue is full ({@link TcpConnection#QUEUED}) once for what a
     * write brings, so what it may hold of a peer that takes little is that and one of these.
     */
    private static final int CHUNK = 8 * 1024;

    /** Nanoseconds without an acknowledgment after which a peer that owes one is gone. */
    private static final long MISSED_AFTER = 10_000_000_000L;

    private static final long MILLI = 1_000_000;
    private static final int INTAKE = 16 * 1024;

    private final Arena arena = Arena.ofShared();
    private final ByteStream stream;
    private final StreamAccount account;
    private final FrameQueue queue;
    private final StreamReader reader;
    private final QuickAck quickAck = new QuickAck();
    private final TcpSilence silence = new TcpSilence();
    private long askAgain = Long.MAX_VALUE;
    private boolean isStuck;
    private boolean isEmptied;

    TcpWire(ByteStream stream, StreamAccount account, Settings settings) {
        this.stream = stream;
        this.account = account;
        this.queue = new FrameQueue(arena, settings.queue(), settings.maxAge());
        this.reader = new StreamReader(arena.allocate(INTAKE));
    }

    @Override
    public Descriptor descriptor() {
        return stream.descriptor();
    }

    @Override
    public int result() {
        return TcpConnection.result(stream);
    }

    /** A connection that is new has room for twelve bytes; one that has not is none. */
    @Override
    public int begin() {
        int size = Greeting.write(queue.memory(), 0);
        int result = stream.write(queue.memory(), 0, size);
        account.bytesSent(Math.max(0, result));
        return result == size ? 0 : Math.min(result, -Errno.EPIPE);
    }

    @Override
    public boolean isGreeted() {
        return reader.isGreeted();
    }

    @Override
    public boolean add(FrameBatch batch, int index, int size, long now) {
        return queue.add(batch, index, size, now);
    }

    @Override
    public boolean isLoaded() {
        return !isStuck && queue.bytes() >= CHUNK;
    }

    @Override
    public int waiting() {
        return queue.frames();
    }

    @Override
    public boolean isStuck() {
        return isStuck;
    }

    @Override
    public int drained(long now) {
        return isStuck ? 0 : flush(now);
    }

    @Override
    public int flush(long now) {
        isStuck = false;
        while (!queue.isEmpty() && !isStuck) {
            int count = Math.min(CHUNK, queue.bytes());
            int result = stream.write(queue.memory(), queue.head(), count);
            if (result < 0 && result != -Errno.EAGAIN) {
                return result;
            }
            int written = Math.max(0, result);
            askAgain = Math.min(askAgain, now + MISSED_AFTER / 2);
            account.bytesSent(written);
            queue.written(written, account.sent());
            isStuck = written < count;
        }
        return 0;
    }

    @Override
    public long due() {
        return queue.due();
    }

    @Override
    public int ask(long now) {
        long millis = silence.millis(stream.descriptor());
        askAgain = millis > 0 ? now + MISSED_AFTER / 2 : Long.MAX_VALUE;
        return millis * MILLI >= MISSED_AFTER ? -Errno.ETIMEDOUT : 0;
    }

    @Override
    public long askAgain() {
        return askAgain;
    }

    @Override
    public void expire(long now) {
        queue.expire(now, account.sent());
    }

    /** One that has Nagle's algorithm on holds its next frames until these are acknowledged. */
    @Override
    public int receive() {
        long room = reader.room();
        int result = stream.read(reader.memory(), reader.position(), room);
        isEmptied = result < room;
        if (result > 0) {
            quickAck.now(stream.descriptor());
            reader.received(result);
        }
        return result;
    }

    @Override
    public boolean isEmptied() {
        return isEmptied;
    }

    @Override
    public FrameReader.Found next(MemorySegment target, long offset) {
        return reader.next(target, offset);
    }

    @Override
    public int size() {
        return reader.size();
    }

    @Override
    public void close() {
        queue.clear(account.sent());
        stream.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
