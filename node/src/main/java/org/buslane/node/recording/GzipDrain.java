package org.buslane.node.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses in members of their own, one behind the other (RFC 1952, 2.2), as a file of several gzips is unpacked to: so
 * what stands in the file is whole whenever the process or the disk comes to its end.
 */
final class GzipDrain implements Drain {
    /** Of what is not compressed: large enough to cost no compression worth naming. */
    private static final int MEMBER = 1 << 18;

    private final Drain target;
    private byte[] waiting = new byte[2 * MEMBER];
    private int length;

    GzipDrain(Drain target) {
        this.target = target;
    }

    @Override
    public void write(byte[] bytes, int count) throws IOException {
        if (waiting.length - length < count) {
            pass();
        }
        if (waiting.length < count) {
            waiting = new byte[count];
        }
        System.arraycopy(bytes, 0, waiting, length, count);
        length += count;
        if (length >= MEMBER) {
            pass();
        }
    }

    private void pass() throws IOException {
        if (length == 0) {
            return;
        }
        ByteArrayOutputStream member = new ByteArrayOutputStream(MEMBER / 2);
        try (GZIPOutputStream zip = new GZIPOutputStream(member)) {
            zip.write(waiting, 0, length);
        }
        length = 0;
        target.write(member.toByteArray(), member.size());
    }

    /** Passes nothing on but what is whole: a member for every few frames would make the file larger, not smaller. */
    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public long size() {
        return target.size();
    }

    @Override
    public void close() throws IOException {
        try (AutoClosing _ = target::close) {
            pass();
        }
    }

    /** So that the file is closed whatever became of its last member. */
    private interface AutoClosing extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
