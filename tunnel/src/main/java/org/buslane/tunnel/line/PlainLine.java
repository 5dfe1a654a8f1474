package org.buslane.tunnel.line;

import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.stream.ByteStream;

/** A connection in the clear: what it takes is the kernel's. */
public record PlainLine(ByteStream stream) implements Line {
    @Override
    public Descriptor descriptor() {
        return stream.descriptor();
    }

    @Override
    public int read(MemorySegment target, long offset, int most) {
        return stream.read(target, offset, most);
    }

    @Override
    public int write(MemorySegment source, long offset, int count) {
        return stream.write(source, offset, count);
    }

    @Override
    public void close() {
        stream.close();
    }
}
