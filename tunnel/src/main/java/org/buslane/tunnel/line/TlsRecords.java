package org.buslane.tunnel.line;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.stream.ByteStream;
import org.jspecify.annotations.Nullable;

/** Records of TLS over a stream, one at a time, as the JDK's engine makes and reads them. Used by one thread at a time. */
final class TlsRecords implements AutoCloseable {
    /** What {@link #read} says at the other side's end: no count and no errno. */
    static final int END = Integer.MIN_VALUE;

    /** As OpenSSL's MAX_EMPTY_RECORDS: one without any bytes costs the sender nothing. */
    private static final int EMPTY_IN_A_ROW = 32;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteStream stream;
    private final SSLEngine engine;
    private final Rooms rooms;
    private @Nullable Room in;
    private @Nullable Room out;
    private Optional<String> trouble = Optional.empty();
    private int emptyInARow;
    private boolean isEstablished;

    TlsRecords(ByteStream stream, SSLEngine engine, Rooms rooms) {
        this.stream = stream;
        this.engine = engine;
        this.rooms = rooms;
    }

    SSLEngine engine() {
        return engine;
    }

    Rooms rooms() {
        return rooms;
    }

    Descriptor descriptor() {
        return stream.descriptor();
    }

    /** Why it failed, in a sentence about the other side. */
    Optional<String> trouble() {
        return trouble;
    }

    /** The handshake is over: from now on records bring data. */
    void established() {
        isEstablished = true;
    }

    /**
     * Reads a record.
     *
     * @return bytes that were put into {@code target}, 0 if the record had none for us; {@link #END}; a negative errno,
     *     EAGAIN if it is not whole yet, EBADMSG if it is none
     */
    int read(Room target) {
        Room from = in == null ? rooms.lend() : in;
        in = from;
        int result = trouble.isPresent() ? -Errno.EBADMSG : read(from, target);
        if (from.isEmpty()) {
            rooms.giveBack(from);
            in = null;
        }
        return result;
    }

    private int read(Room from, Room target) {
        try {
            while (!RecordHeader.isWhole(from.filled())) {
                from.moveToFront();
                int count = stream.read(from.memory(), from.end(), from.left());
                if (count <= 0) {
                    return count == 0 ? END : count;
                }
                from.added(count);
            }
            SSLEngineResult result = engine.unwrap(from.filled(), target.free());
            from.taken(result.bytesConsumed());
            target.added(result.bytesProduced());
            runTasks();
            return result.getStatus() == SSLEngineResult.Status.CLOSED ? END : counted(result.bytesProduced());
        } catch (SSLException | RuntimeException e) {
            return fail(e);
        }
    }

    /** Each key update that is not answered yet costs memory, so with one owed the count goes on. */
    private int counted(int produced) throws SSLException {
        if (produced > 0 && !owesRecord()) {
            emptyInARow = 0;
        } else if (produced == 0 && isEstablished && ++emptyInARow > EMPTY_IN_A_ROW) {
            throw new SSLException("it sends records with nothing in them");
        }
        return produced;
    }

    /** A few milliseconds of arithmetic, so that no other thread has a part in a connection. */
    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Whether the engine has a record of its own to write. */
    boolean owesRecord() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /**
     * Writes a record, unless the one before still waits.
     *
     * @param source none for one of the engine's own
     * @return bytes of it that were taken; a negative errno, EAGAIN if a record waits, EPIPE if this side has ended
     */
    int write(ByteBuffer source) {
        int flushed = flush();
        if (flushed < 0 || out != null) {
            return flushed < 0 ? flushed : -Errno.EAGAIN;
        }
        return trouble.isPresent() ? -Errno.EBADMSG : wrap(source);
    }

    private int wrap(ByteBuffer source) {
        Room to = rooms.lend();
        out = to;
        try {
            SSLEngineResult result = engine.wrap(source, to.free());
            to.added(result.bytesProduced());
            runTasks();
            int flushed = flush();
            return flushed < 0 ? flushed : isOver(result) ? -Errno.EPIPE : result.bytesConsumed();
        } catch (SSLException | RuntimeException e) {
            return fail(e);
        }
    }

    /** It tells once that a handshake is finished and does nothing else; at other times nothing would go on for ever. */
    private static boolean isOver(SSLEngineResult result) {
        boolean isNothing = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
        return result.getStatus() != SSLEngineResult.Status.OK
                || (isNothing && result.getHandshakeStatus() != HandshakeStatus.FINISHED);
    }

    /** Whether a part of a record waits for room. */
    boolean isStuck() {
        return out != null;
    }

    /** @return 0, whether or not all went; a negative errno */
    int flush() {
        while (out != null) {
            Room from = out;
            int count = from.isEmpty() ? 0 : stream.write(from.memory(), from.from(), from.size());
            if (count < 0) {
                return count == -Errno.EAGAIN ? 0 : count;
            }
            from.taken(count);
            if (from.isEmpty()) {
                rooms.giveBack(from);
                out = null;
            }
        }
        return 0;
    }

    /**
     * Tells the other side why, by the alert that the engine has ready for it. A fault of the engine itself, which the
     * bytes of a stranger may find, is this connection's alone.
     */
    private int fail(Exception why) {
        trouble = Optional.of(
                why instanceof SSLException known ? TlsTrouble.sentence(known) : "it cannot be understood: " + why);
        farewell();
        return -Errno.EBADMSG;
    }

    /** What the engine has still to say, as far as there is room now. */
    private void farewell() {
        boolean isMore = flush() == 0 && out == null;
        while (isMore && owesRecord()) {
            Room to = rooms.lend();
            out = to;
            try {
                to.added(engine.wrap(NOTHING, to.free()).bytesProduced());
                isMore = !to.isEmpty() && flush() == 0 && out == null;
            } catch (SSLException | RuntimeException nothingToSay) {
                isMore = false;
            }
        }
    }

    /** Says that it ends, if there is room to say so, and ends. */
    @Override
    public void close() {
        if (stream.descriptor().isOpen()) {
            engine.closeOutbound();
            farewell();
            stream.close();
        }
        in = null;
        out = null;
    }
}
