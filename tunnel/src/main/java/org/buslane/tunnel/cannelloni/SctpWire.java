package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.SctpSocket;

/** An association whose messages have the content of a datagram each. */
final class SctpWire implements Wire {
    /** More than any MTU. */
    private static final int INTAKE = 64 * 1024;

    private final Arena arena = Arena.ofShared();
    private final SctpSocket socket;
    private final StreamAccount account;
    private final MessageQueue queue;
    private final Hurry hurry;
    private final MemorySegment intake = arena.allocate(INTAKE);
    private final DatagramReader reader = new DatagramReader();
    private final long timeout;
    private long due = Long.MAX_VALUE;
    private boolean isStuck;
    private boolean isReading;
    private boolean isPart;

    SctpWire(SctpSocket socket, StreamAccount account, int mtu, Settings settings) {
        this.socket = socket;
        this.account = account;
        this.queue = new MessageQueue(arena, mtu, settings);
        this.hurry = new Hurry(settings.timeouts(), settings.timeout());
        this.timeout = settings.timeout();
    }

    @Override
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    @Override
    public int result() {
        return socket.result();
    }

    /** Nothing. */
    @Override
    public int begin() {
        return 0;
    }

    @Override
    public boolean isGreeted() {
        return true;
    }

    @Override
    public boolean add(FrameBatch batch, int index, int size, long now) {
        if (!queue.add(batch, index, size, now)) {
            return false;
        }
        if (timeout != 0) {
            due = Math.min(due, now + hurry.nanos(batch.idWord(index)));
        }
        return true;
    }

    /** Also with a timeout: a message that is full waits for nobody. */
    @Override
    public boolean isLoaded() {
        return !isStuck && queue.isWhole();
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
        if (timeout == 0) {
            queue.finish(now);
        }
        return isStuck ? 0 : flush(now);
    }

    @Override
    public int flush(long now) {
        isStuck = false;
        if (due - now <= 0) {
            queue.finish(now);
            due = Long.MAX_VALUE;
        }
        while (queue.isWhole()) {
            int result = socket.send(queue.memory(), queue.head(), queue.headBytes());
            if (result == -Errno.EAGAIN) {
                isStuck = true;
                return 0;
            }
            if (result < 0) {
                return result;
            }
            account.bytesSent(result);
            account.sent().delivered(queue.headFrames());
            queue.sent();
        }
        return 0;
    }

    @Override
    public long due() {
        return Math.min(isStuck ? Long.MAX_VALUE : due, queue.due());
    }

    /** The association asks by itself, and ends. */
    @Override
    public int ask(long now) {
        return 0;
    }

    @Override
    public long askAgain() {
        return Long.MAX_VALUE;
    }

    @Override
    public void expire(long now) {
        queue.expire(now, account.sent());
    }

    /** Of a message that is too long for any peer to have sent nothing is read. */
    @Override
    public int receive() {
        int result = socket.receive(intake, 0, INTAKE);
        isReading = false;
        if (result > 0) {
            boolean whole = socket.isWhole();
            isReading = whole && !isPart && reader.begin(intake, 0, result);
            if (!isReading) {
                account.broken();
            }
            isPart = !whole;
        }
        return result;
    }

    /** A message a time. */
    @Override
    public boolean isEmptied() {
        return false;
    }

    @Override
    public FrameReader.Found next(MemorySegment target, long offset) {
        if (!isReading) {
            return FrameReader.Found.SHORT;
        }
        if (reader.next(target, offset)) {
            return reader.size() == 0 ? FrameReader.Found.NO_FRAME : FrameReader.Found.FRAME;
        }
        isReading = false;
        if (reader.isBroken()) {
            account.broken();
        }
        return FrameReader.Found.SHORT;
    }

    @Override
    public int size() {
        return reader.size();
    }

    @Override
    public void close() {
        queue.clear(account.sent());
        socket.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
