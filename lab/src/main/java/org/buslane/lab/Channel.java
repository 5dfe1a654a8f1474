package org.buslane.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.Direction;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;

/**
 * The host's end of a byte stream to the guest, see native/lab/lab.h. One thread reads and one writes; closing it
 * from a third ends both. The number of its descriptor stays taken until this process ends: whoever still waits for
 * the channel must not come to wait for another file.
 */
final class Channel implements AutoCloseable {
    /** The guest takes one answer now: there is never more than one under way. */
    static final byte REQUEST = 'r';

    static final byte KIND_DATA = 'd';
    static final byte KIND_FILE = 'b';
    static final byte KIND_SIZE = 'w';
    static final byte KIND_FRAMES = 'f';
    static final byte KIND_LOST = 'l';
    static final byte KIND_END = 'x';

    /** Bytes behind a head, at most, see there. */
    static final int CHUNK = 3072;

    /** struct head: kind, one byte unused, the length in 16 bits of this machine's byte order. */
    static final int HEAD = 4;

    private final UnixSocket ours;
    private final UnixSocket guests;
    private final MemorySegment received = Arena.ofAuto().allocate(1 << 16, 8);
    private int next;
    private int end;

    Channel(String what) {
        UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM, what);
        ours = pair.left();
        guests = pair.right();
    }

    /** To be passed on, and then let go of. */
    Descriptor guestsEnd() {
        return guests.descriptor();
    }

    /** When the guest has its end: without this the stream would never be at its end. */
    void passed() {
        guests.close();
    }

    /** The next byte from the guest, or -1 at the end. */
    int read() {
        return next < end || fill() ? received.get(ValueLayout.JAVA_BYTE, next++) & 0xff : -1;
    }

    /** So many bytes from the guest; false at the end. */
    boolean read(MemorySegment into, int length) {
        for (int done = 0; done < length; ) {
            if (next == end && !fill()) {
                return false;
            }
            int part = Math.min(length - done, end - next);
            MemorySegment.copy(received, next, into, done, part);
            next += part;
            done += part;
        }
        return true;
    }

    /** Whether the guest still has its end, waiting so long for it to let go. Only between a request and its answer. */
    boolean isQuietFor(int millis) {
        return next == end && !ours.awaitReadable(millis);
    }

    private boolean fill() {
        next = 0;
        try {
            end = Math.max(0, ours.receive(received, 0, 0).length());
        } catch (LinuxException e) {
            // A stream has this behind all that was sent: the guest left, and left an answer unread.
            if (!e.is(Errno.ECONNRESET)) {
                throw e;
            }
            end = 0;
        }
        return end > 0;
    }

    /**
     * All of it.
     *
     * @throws LinuxException EPIPE if the guest has let go
     */
    void write(MemorySegment data) {
        for (long done = 0; done < data.byteSize(); ) {
            done += ours.send(data.asSlice(done), List.of(), 0);
        }
    }

    /** What stands behind {@link #HEAD} in {@code answer}, {@code length} bytes, as an answer of this kind. */
    static MemorySegment answered(MemorySegment answer, byte kind, int length) {
        answer.set(ValueLayout.JAVA_BYTE, 0, kind);
        answer.set(ValueLayout.JAVA_BYTE, 1, (byte) 0);
        answer.set(ValueLayout.JAVA_SHORT, 2, (short) length);
        return answer.asSlice(0, (long) HEAD + length);
    }

    @Override
    public void close() {
        guests.close();
        ours.shutdown(Direction.BOTH);
    }
}
