package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.tunnel.line.Line;

/** A connection that takes as many bytes as a test says, and keeps them as text. */
final class LineDouble implements Line {
    final StringBuilder taken = new StringBuilder();
    int room = Integer.MAX_VALUE;
    int writes;

    @Override
    public Descriptor descriptor() {
        throw new UnsupportedOperationException("nobody waits for it");
    }

    @Override
    public int read(MemorySegment target, long offset, int most) {
        return -Errno.EAGAIN;
    }

    @Override
    public int write(MemorySegment source, long offset, int count) {
        writes++;
        if (room == 0) {
            return -Errno.EAGAIN;
        }
        int size = Math.min(count, room);
        room -= room == Integer.MAX_VALUE ? 0 : size;
        taken.append(
                new String(source.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1));
        return size;
    }

    @Override
    public boolean isStuck() {
        return false;
    }

    @Override
    public int flush() {
        return 0;
    }

    @Override
    public void close() {}
}
