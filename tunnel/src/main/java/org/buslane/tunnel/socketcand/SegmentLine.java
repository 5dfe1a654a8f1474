package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.inet.QuickAck;
import org.buslane.linux.inet.WholeWrites;
import org.buslane.linux.stream.ByteStream;
import org.buslane.tunnel.line.Line;

/**
 * TCP to a server that may be the original: receive_command of socketcand.c ends the session if a read brings no whole
 * command, so each that is written here travels in a segment of its own. It sends with Nagle's algorithm on (RFC 896), so
 * each read is acknowledged at once.
 */
final class SegmentLine implements Line {
    private final ByteStream stream;
    private final WholeWrites writes = new WholeWrites();
    private final QuickAck quickAck = new QuickAck();

    SegmentLine(ByteStream stream) {
        this.stream = stream;
    }

    @Override
    public Descriptor descriptor() {
        return stream.descriptor();
    }

    @Override
    public int read(MemorySegment target, long offset, int most) {
        int result = stream.read(target, offset, most);
        if (result > 0) {
            quickAck.now(stream.descriptor());
        }
        return result;
    }

    @Override
    public int write(MemorySegment source, long offset, int count) {
        return writes.write(stream.descriptor(), source, offset, count);
    }

    @Override
    public void close() {
        stream.close();
    }
}
