package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.Payload;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.QuickAck;
import org.buslane.tunnel.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: commands come in, and text goes out, answers before frames. Owned by the bus's thread; nothing is
 * allocated for a frame.
 */
final class ClientWire implements AutoCloseable {
    /** Room for the longest command, and for more behind a short one. */
    static final int INTAKE = CommandCutter.MOST + 1024;

    /** Bytes of the longest answer to a command; PDUs and frames are none. */
    private static final int ANSWER = 256;

    private final Arena arena = Arena.ofShared();
    private final CommandCutter cutter = new CommandCutter(arena.allocate(INTAKE));
    private final Line line;
    private final ClientAccount account;
    private final Outbox outbox;
    private final @Nullable QuickAck quickAck;
    private boolean isStuck;

    ClientWire(Line line, Payload rest, Behaviour behaviour, ClientAccount account) {
        this.line = line;
        this.account = account;
        this.outbox = new Outbox(behaviour.queue());
        this.quickAck = behaviour.quickAck() ? new QuickAck() : null;
        cutter.received(rest);
    }

    Line line() {
        return line;
    }

    CommandCutter cutter() {
        return cutter;
    }

    /** @return bytes; 0 at the end; a negative errno */
    int receive() {
        int result = line.read(cutter.memory(), cutter.position(), (int) cutter.room());
        if (result > 0) {
            cutter.received(result);
            account.bytesReceived(result);
            if (quickAck != null) {
                quickAck.now(line.descriptor());
            }
        }
        return result;
    }

    /** Whether an answer has room: if not, no command is taken that has one. */
    boolean hasRoom() {
        return outbox.hasRoom(ANSWER);
    }

    boolean add(MemorySegment text, long offset, int size, int frames) {
        return outbox.add(text, offset, size, frames);
    }

    /** Frames that wait beside the reel. */
    int waiting() {
        return outbox.frames();
    }

    /** Whether what is to go waits until the line is writable. */
    boolean isStuck() {
        return isStuck;
    }

    /** It is writable. */
    void loosen() {
        isStuck = false;
    }

    /** Gives the line what waits here. @return 0, or a negative errno that ends it */
    int flush() {
        if (line.isStuck()) {
            int result = line.flush();
            if (result < 0 && result != -Errno.EAGAIN) {
                return result;
            }
        }
        isStuck = line.isStuck();
        while (!isStuck && !outbox.isEmpty()) {
            int result = outbox.write(line, account.sent());
            if (result < 0 && result != -Errno.EAGAIN) {
                return result;
            }
            account.bytesSent(Math.max(0, result));
            isStuck = result < 0 || line.isStuck();
        }
        return 0;
    }

    /** And then frames. @return 0, or a negative errno that ends it */
    int flush(RawMode raw) {
        int result = flush();
        if (result < 0 || isStuck) {
            return result;
        }
        result = raw.write(line, outbox, account);
        isStuck = result == -Errno.EAGAIN || line.isStuck();
        return isStuck ? 0 : result;
    }

    /** What waits is lost. */
    @Override
    public void close() {
        outbox.clear(account.sent());
        outbox.close();
        line.close();
        arena.close();
    }
}
