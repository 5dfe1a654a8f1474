package org.buslane.node.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A locked file that says who locked it. The lock is the kernel's and ends with the process, however
 * that ends.
 *
 * <p>It is of the kind of fcntl(2): the process loses it as soon as it closes any descriptor of that
 * file. So this process opens the file here and nowhere else, and what it opens it keeps.
 */
public final class FolderLock implements AutoCloseable {
    private final FileChannel locked;
    private final FileChannel witness;

    private FolderLock(FileChannel locked, FileChannel witness) {
        this.locked = locked;
        this.witness = witness;
    }

    /** Empty if another has it. */
    public static Optional<FolderLock> take(Path file) throws IOException {
        while (true) {
            FileChannel channel = LockFile.open(file);
            if (!isLocked(channel)) {
                channel.close();
                return Optional.empty();
            }
            String mark = ProcessHandle.current().pid() + " " + System.nanoTime();
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)), 0);
            // One who was just leaving may have removed the file between our opening and locking it; then
            // its name stands for nothing, or for another file.
            try {
                FileChannel witness = FileChannel.open(file, StandardOpenOption.READ);
                if (read(witness).equals(mark)) {
                    return Optional.of(new FolderLock(channel, witness));
                }
                witness.close();
            } catch (NoSuchFileException e) {
                // As said.
            }
            channel.close();
        }
    }

    /** Who has it: {@code  (process 42)}, or nothing if that is not to be known. */
    public static String holder(Path file) {
        try {
            String mark = Files.readString(file, StandardCharsets.US_ASCII);
            int blank = mark.indexOf(' ');
            return blank > 0 ? " (process " + mark.substring(0, blank) + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        witness.close();
        locked.close();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        byte[] text = new byte[64];
        int length = channel.read(ByteBuffer.wrap(text), 0);
        return new String(text, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }
}
