package org.buslane.tunnel.line;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A line by TLS 1.3. Whatever is no TLS, or was changed on its way, ends it with EBADMSG. It has memory for records while
 * a part of one waits only; the JDK's engine makes garbage for each of them.
 */
public final class TlsLine implements Line {
    /** Bytes to a record: the kernel asks once for each whether its own queue is full (TCP_NOTSENT_LOWAT). */
    private static final int CHUNK = 8 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TlsRecords records;
    private final Optional<String> peer;
    private @Nullable Room waiting;
    private boolean isEnded;

    /** After its handshake. */
    TlsLine(TlsRecords records) {
        this.records = records;
        records.established();
        this.peer = CertificateName.of(records.engine().getSession());
    }

    /** Whose certificate the other side has shown; empty if none was asked for. */
    public Optional<String> peer() {
        return peer;
    }

    @Override
    public Optional<String> why() {
        return records.trouble();
    }

    @Override
    public Descriptor descriptor() {
        return records.descriptor();
    }

    /** An end that nobody has signed is one too: who can cut the connection needs no key for that. */
    @Override
    public int read(MemorySegment target, long offset, int most) {
        Objects.checkFromIndexSize(offset, most, target.byteSize());
        Room room = waiting == null ? records.rooms().lend() : waiting;
        waiting = room;
        int result = room.isEmpty() ? receive(room) : room.size();
        if (result > 0) {
            result = Math.min(result, most);
            MemorySegment.copy(room.memory(), room.from(), target, offset, result);
            room.taken(result);
        }
        if (room.isEmpty()) {
            records.rooms().giveBack(room);
            waiting = null;
        }
        return result;
    }

    private int receive(Room room) {
        int result = isEnded ? TlsRecords.END : 0;
        while (result == 0) {
            result = records.read(room);
            answer();
        }
        isEnded = result == TlsRecords.END;
        return isEnded ? 0 : result;
    }

    /** Of a key that is to be changed; if there is no room now, it goes ahead of what is written next. */
    private int answer() {
        boolean isOwed = !isEnded && !records.isStuck() && records.owesRecord();
        return isOwed ? Math.min(0, records.write(NOTHING)) : 0;
    }

    @Override
    public int write(MemorySegment source, long offset, int count) {
        ByteBuffer bytes = source.asSlice(offset, count).asByteBuffer();
        int result = records.flush();
        while (result >= 0 && bytes.hasRemaining() && !records.isStuck()) {
            bytes.limit(Math.min(bytes.position() + CHUNK, count));
            result = records.write(bytes);
            bytes.limit(count);
        }
        if (result < 0) {
            return result;
        }
        return bytes.position() == 0 && count > 0 ? -Errno.EAGAIN : bytes.position();
    }

    @Override
    public boolean isStuck() {
        return records.isStuck();
    }

    @Override
    public int flush() {
        int result = records.flush();
        return result < 0 ? result : answer();
    }

    @Override
    public void close() {
        records.close();
        waiting = null;
    }
}
