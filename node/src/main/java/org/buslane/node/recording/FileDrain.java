package org.buslane.node.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that ends with a whole piece, also when its disk was full in the middle of one. */
final class FileDrain implements Drain {
    private final FileChannel file;
    private long size;

    private FileDrain(FileChannel file) {
        this.file = file;
    }

    /** A file that is there already is replaced, as a shell's {@code >} does. */
    static FileDrain create(Path path) throws IOException {
        return new FileDrain(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (left.hasRemaining()) {
                file.write(left);
            }
        } catch (IOException e) {
            undo(e);
            throw e;
        }
        size += length;
    }

    private void undo(IOException e) {
        try {
            file.truncate(size);
        } catch (IOException second) {
            // A pipe or a device: there is nothing to cut.
            e.addSuppressed(second);
        }
    }

    @Override
    public void flush() {
        // What a channel has taken is the kernel's.
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
