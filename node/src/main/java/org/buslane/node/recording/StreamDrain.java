package org.buslane.node.recording;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, which is the caller's to close. */
final class StreamDrain implements Drain {
    private final OutputStream out;
    private long size;

    StreamDrain(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        size += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
